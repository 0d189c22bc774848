# What the pages say about inviting people, colleagues, and staff who act for a user.

acting-you-are = You are
acting-for = and act for
acting-left = { $minutes ->
    [one] One minute left, until { $until }.
   *[other] { $minutes } minutes left, until { $until }.
} Every change names you both.
acting-end = Stop acting
acting-title = Act for a user
acting-line = You see the portal as this user and can do what the user can, for five minutes. Every change names you both, and the user sees that you were here. Password, second factor, address, colleagues and devices stay closed to you.
acting-staff = You
acting-user = The user
acting-reason = Reason
acting-begin = Begin
acting-over = This link is over
acting-over-line = It works once and for five minutes. Open the user in the console and begin again.
acting-ended = You no longer act for the user
acting-ended-line = The session is over. You are led back to the console.
acting-back = Back to the console
acting-refused = Only the user can do this
acting-refused-line = You act in the user's place. How the user signs in, the address, the colleagues and the devices can only be changed by the user.
acting-past = Who acted for you
acting-past-line = Our staff can sign in in your place for five minutes to help you. Each time is listed here.
acting-past-none = Nobody so far.

console-act = Sign in as this user
console-act-title = Sign in as { $user }
console-act-line = You see the portal with the eyes of { $email } and can do what the user can, for five minutes.
console-act-reason = Reason
console-act-reason-hint = The user sees your name and this reason. It stays in the history.
console-act-press = Continue to the portal
console-act-closed-line = This user may not sign in, so nobody can in its place.
console-act-go = Open the portal as { $user }
console-act-go-line = The portal opens by itself. If it does not, use the button. It works once and for five minutes.
console-act-no-reason = Say why you sign in as this user.
console-act-long-reason = The reason is too long. 500 characters are enough.
console-act-can = What you can do
console-act-cannot = What stays closed
console-act-can-list = Read and change what the user may, with both names in the history
console-act-cannot-list = Password, second factor, e-mail address, colleagues, devices and leaving the portal

console-likely-entered = Entered
console-likely-known = In the contact
console-likely-what = Detail
console-likely-result = Result
console-likely-compared = What was entered, beside the contact
console-likely-fits = { $count } of { $total } details fit
console-likely-same = fits
console-likely-other = differs
console-likely-none = No contact has these details.
console-likely-search = Look for another contact
console-map-ask = Is { $user } the contact { $contact }?
console-map-line = The user sees the records of this contact from the next request on, and gets an e-mail about it.
