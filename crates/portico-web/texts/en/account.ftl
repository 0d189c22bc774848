# What the pages about one's own account say.

account-forgot = Forgotten your password?
account-forgot-line = Write the e-mail address that you sign in with. We will send you a code and a link.
account-send-code = Send code
account-back = Back to sign-in
account-code = Code
account-code-hint = Six digits from the e-mail.
account-code-title = Enter the code
account-code-line = We have sent you an e-mail with a code. It is valid for ten minutes.
account-code-sent = If this address has an account here, an e-mail with a code is on its way. It is valid for ten minutes.
account-code-again = Ask for a new code
account-code-wrong = The code is not right, was used, or is too old. Check it or ask for a new one.
account-link-line = This button signs you in. The link works only once.
account-link-over = This link is no longer valid
account-link-over-line = It was used, is too old, or a newer one took its place.
account-link-again = Ask for a new link
account-new-password-title = Choose a new password
account-new-password = New password
account-password-hint = At least 8 characters. A sentence of several words is easy to remember and hard to guess.
account-save-password = Save password
account-password-saved = Your new password is valid
account-password-saved-line = All devices were signed out. Sign in with the new password.
