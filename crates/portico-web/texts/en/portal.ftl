# What the pages of portals say.

# Frame
portal-profile = Profile
portal-scheme-light = Light colours
portal-scheme-dark = Dark colours
portal-scheme-device = Colours as the device
portal-tabs = Parts of this page
portal-history = History
portal-all = All
portal-created-at = Added on
portal-updated-at = Changed on

# Signing in
portal-welcome = Welcome to { $portal }.
portal-email = E-mail address
portal-password = Password
portal-no-access = No access yet?
portal-no-access-more = The company gives access. Ask there for an invitation.
portal-sign-in-wrong = The e-mail address or the password is not right. Check both and try again.
portal-sign-in-no-address = This is not an e-mail address. It looks like name@example.com.
portal-closed = This portal is closed at the moment
portal-promises-customer = All about your energy in one place
portal-promise-customer-one = Contracts and prices
portal-promise-customer-one-more = Tariff, term and instalment at a glance.
portal-promise-customer-two = Bills and documents
portal-promise-customer-two-more = What is open, what is paid, and every notice to read again.
portal-promise-customer-three = Change your details yourself
portal-promise-customer-three-more = You see every change before it applies, and later in the history.
portal-promises-installer = Your jobs, data and certificates
portal-promise-installer-one = What to do next
portal-promise-installer-one-more = Jobs with deadline, appointment and next step.
portal-promise-installer-two = Enter system data on site
portal-promise-installer-two-more = By phone too, and with one hand.
portal-promise-installer-three = Keep certificates up to date
portal-promise-installer-three-more = You see in time what expires soon.

# Lists and search
portal-nothing-here = No entries yet.
portal-nothing-found = Nothing found for “{ $words }”.
portal-search-reset = Reset search
portal-search-label = Name, number, street or town
portal-search-line = Searches everything you see in this portal.
portal-search-everything = Search everything
portal-found = { $count ->
    [one] One entry for “{ $words }”
   *[other] { $number } entries for “{ $words }”
}
portal-show-all-of = See all { $number }
portal-rows = { $first } to { $last } of { $total }

# Values
portal-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
portal-weeks = { $count ->
    [one] 1 week
   *[other] { $count } weeks
}
portal-months = { $count ->
    [one] 1 month
   *[other] { $count } months
}
portal-years = { $count ->
    [one] 1 year
   *[other] { $count } years
}
portal-number = No. { $number }
portal-expired = Expired
portal-expired-on = Expired on { $date }
portal-expires-in = { $days ->
    [0] Expires today
    [one] Expires tomorrow
   *[other] Expires in { $days } days
}
portal-checked = Checked
portal-checked-by = checked by { $name } on { $date }
portal-being-checked = Being checked

# Changing
portal-add = Add { $what }
portal-change = Change { $what }
portal-take-out = Remove { $what }
portal-take-out-row = Remove entry
portal-so-far = So far: { $value }
portal-to-check = Check answers
portal-choose = Please choose
portal-street = Street
portal-street-number = Number
portal-postal-code = Postcode
portal-city = Town
portal-address-more = Addition
portal-time = Time
portal-check-title = Is everything right?
portal-check-line = { $record }: this is how it looks after sending. Everything else stays as it is.
portal-two-readings = Understood as { $taken }. Did you mean { $other }? Then write a point instead of the comma.
portal-send = Send change
portal-discard = Discard
portal-next = What happens next
portal-next-applies = The change applies at once
portal-next-seen-by = { $us } sees it right after sending.
portal-next-mail = You get an e-mail
portal-next-mail-to = To { $email }
portal-next-history = The history keeps both
portal-next-history-more = Before, after, when and by whom.
portal-done = Your change is saved
portal-done-line = Saved { $when }. A confirmation comes by e-mail.
portal-to-history = To the history
portal-nothing-changed = You have not changed anything
portal-nothing-changed-more = All answers are as they are stored. Nothing was sent.
portal-back-to-record = Back to the page
change-so-far = So far:
change-empty = no answer

# What is not right
portal-fault-required = { $label } is missing.
portal-fault-number = { $label }: this is not a number. Write for example 9.9.
portal-fault-digits = { $label }: these are more than 15 digits.
portal-fault-cents = { $label }: an amount has at most two places after the point.
portal-fault-date = { $label }: there is no such date. Write for example 25.11.2026.
portal-fault-time = { $label }: there is no such time. Write for example 8:30.
portal-fault-choice = { $label }: choose one of the answers.
portal-fault-email = { $label }: this is not an e-mail address. It looks like name@example.com.
portal-fault-phone = { $label }: this is not a phone number. Write for example 05690 555 0131.
portal-fault-postal-code = “{ $label }” is not a postcode. It has five digits.

# Two changes at once
portal-conflict-title = Somebody was faster
portal-conflict-line = { $who }. Your answers are not saved yet and are not lost.
portal-conflict-somebody = Somebody has changed this entry meanwhile
portal-conflict-choose = You both changed the same thing. Choose what should apply.
portal-conflict-apart = Your change is about something else. You can check and send it as it is.
portal-conflict-mine = Your answer, not saved yet
portal-conflict-theirs = What is there now
portal-conflict-only-mine = changed by you only
portal-conflict-go-on = Go on to the check

# History
portal-history-empty = No changes yet.
portal-history-other-user = Another account

# Help and refusals
portal-help-line = People who can help, and places outside this portal.
portal-help-reach = How to reach us
portal-help-outside = Outside the portal
portal-ask = Questions? You reach us at { $way }.
portal-ask-us = Questions? Please ask the company that runs this portal.
portal-not-found = There is nothing here we can show you
portal-not-found-line = The link may be old or mistyped. Or it belongs to another account: you are signed in as { $email }.
portal-not-found-stranger = The link may be old or mistyped. Or you have to sign in to see it.
portal-to-start = To the overview
portal-other-account = Sign in with another account
portal-often = Often looked for
portal-forbidden-title = { $what }: you cannot change this here
portal-forbidden-line = Your account may see this, but may not change it, or not any more. Nothing was changed.
portal-not-allowed = This is not possible with this account
portal-not-allowed-line = Nothing was changed.
portal-too-many = Too many tries
portal-too-many-line = { $minutes ->
    [one] These were too many tries. Try again in one minute.
   *[other] These were too many tries. Try again in { $minutes } minutes.
}
portal-too-large = This is too large
portal-too-large-line = Nothing was changed. Send less at once.
portal-bad-request = We do not understand this request
portal-bad-request-line = Nothing was changed. Go back and try again.
portal-try-again = Nothing was changed. Reload the page and try again.
portal-fault = This is our fault
portal-fault-line = Nothing was changed. Try again in a few minutes. Reference: { $reference }
portal-session-ended = Your session has ended
portal-session-ended-line = Your answers are still here. Sign in in a new window, then send them again.
portal-sign-in-new-window = Sign in
portal-send-again = Send again
portal-pending = Nearly there: we are looking for what belongs to you
portal-pending-line = Your answers did not match one entry clearly. To protect your data, a person here checks it.
portal-pending-confirmed = E-mail address confirmed
portal-pending-checked = The match is being checked
portal-pending-checked-more = Usually on the same working day
portal-pending-mail = Then you see here all that belongs to you

# Without a portal
portal-unknown-host = There is no portal at this address
portal-unknown-host-line = No portal belongs to { $host }. The address may be mistyped or not set up yet.
portal-demo = The demo
portal-demo-line = Two companies, their portals and the console. The logins are in the terminal and in demo.json.
portal-demo-portals = Portals
portal-demo-office = Office
portal-demo-console = Console
portal-demo-console-more = Portals, users, records and permissions
