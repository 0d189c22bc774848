# Invitations in the console, and what a link of an invitation says when it is over.

console-invitations = Invitations
console-invitations-count = { $count ->
    [0] Nobody is invited at the moment.
    [one] One invitation.
   *[other] { $count } invitations.
}
console-invitations-all = All invitations
console-invitations-none = Nobody was invited yet
console-invitations-none-line = Invite many people at once with a list. Invitations by colleagues appear here too.
console-invitations-none-found = No invitation fits
console-invitation-state = State
console-invitation-invited = Invited
console-invitation-opened = Opened
console-invitation-accepted = Accepted
console-invitation-expired = Expired
console-invitation-revoked = Revoked
console-invitation-sent-at = Sent
console-invitation-do = What you can do
console-invitation-resend = Send again
console-invitation-revoke = Revoke
console-done-invitation-resent = The invitation is sent again. The earlier link no longer works.
console-done-invitation-revoked = The invitation is revoked. Its link no longer works.
console-done-invitations-checked = The list is checked. Nothing is sent yet.
console-done-invitations-sending = The invitations are on their way.

console-invite-many = Invite many people
console-invite-many-line = Bring a list. It is checked first, line by line, and nothing is sent before you say so.
console-list-file = List as a file
console-list-limit = CSV, up to { $rows } people and { $size }. Any separator and encoding of spreadsheets.
console-list-pasted = Or paste the list
console-list-pasted-hint = The first line names the columns. Addresses alone, one a line, are enough too.
console-list-check = Check the list
console-list-columns = What the list may hold
console-list-column-email = email
console-list-column-email-line = The address to invite. This column must be there.
console-list-column-who = contact id, or what identifies the person
console-list-column-any = Otherwise the contact with the address is invited. Any attribute works as "contract.contract_number".
console-list-column-named = { $names }. Otherwise the contact with the address is invited.
console-list-column-more = language, portal
console-list-column-more-line = "de" or "en", and the name or id of a portal, where a line differs.
console-list-then = How long it lasts
console-list-then-line = Each letter carries a link that works once and for { $days } days. People who are users already are left out, and nobody gets two letters.
console-list-empty = The list is empty. Choose a file or paste the lines.
console-list-no-people = The list has a head and nobody below it.
console-list-no-email = No column holds addresses. Name one "email" in the first line.
console-list-too-many = One list invites at most { $rows } people. Take it in parts.
console-list-too-large = The list is larger than 2 MB. Take it in parts.
console-list-unreadable = This file is no list that can be read. Save it as CSV in your spreadsheet.

console-lists = Lists
console-list-by = by { $who }, { $when }
console-list-checked = Checked
console-list-running = Being sent
console-list-done = Sent
console-list-title = List for { $portal }
console-list-line = { $count ->
    [one] One line
   *[other] { $count } lines
}, brought by { $who }, { $when }.
console-list-rows = Lines of the list
console-list-row = Line
console-list-export = Save result as CSV
console-list-remind = Send again to those who did not come
console-list-ready = { $count ->
    [one] One person will be invited
   *[other] { $count } people will be invited
}
console-list-ready-line = All other lines are left out, for the reason that stands beside them.
console-list-send = { $count ->
    [one] Send one invitation
   *[other] Send { $count } invitations
}
console-list-none-ready = Nobody of this list can be invited
console-list-none-ready-line = The reason stands beside each line.
console-list-again = Bring another list
console-list-used = Columns understood: { $columns }.
console-list-unused = Not used: { $columns }.
console-list-runs = { $done } of { $total } lines done
console-list-runs-line = The list goes on by itself, also when you close this page.
console-list-sent = { $count ->
    [one] One person of { $total } is invited
   *[other] { $count } of { $total } are invited
}
console-list-sent-line = An hour after the sending you can send it again to those who did not come.
console-row-will-be-invited = Will be invited
console-row-waiting = Waits for its turn
console-row-invited = Invited
console-row-already-a-user = Already a user
console-row-invitation-open = Invitation is open
console-row-contact-not-found = Contact not found
console-row-several-contacts = Several contacts fit
console-row-address-invalid = Address invalid
console-row-twice-in-list = Twice in the list
console-row-portal-unknown = Portal unknown
console-contact-id = Contact id

invitation-used = You have used this invitation already
invitation-used-line = Your account is there. Sign in with your e-mail address and your password.
invitation-revoked = This invitation was withdrawn
invitation-revoked-line = It no longer opens an account. If you think that is a mistake, ask whoever invited you, or us.
invitation-over = This invitation is over
invitation-over-line = Links of invitations work once and for two weeks. If yours ran out, we send a new one to the address it was meant for.
invitation-ask = Send me a new invitation
invitation-asked = Look into your mailbox
invitation-asked-line = If the invitation is still meant for you, a new e-mail is on its way. It goes to the address that the first one went to.
invitation-for = You were invited at { $email }.
letter-variable-until = Day until which the link works
