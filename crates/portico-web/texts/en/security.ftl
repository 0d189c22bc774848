# What the pages of one's own account say.

security-title = Account and security
security-line = What you are called, how you sign in, and where you are signed in.
security-back = Account and security
security-change = Change
security-save = Save
security-about = About your account
security-name = Name
security-language = Language
security-language-de = German
security-language-en = English
security-ways = Signing in
security-old-password = Current password
security-your-password = Your password
security-password-wrong = The password is not right. Check how it is written, capital letters too.

security-password-title = Change your password
security-password-line = You stay signed in on this device; all other devices are signed out.
security-email-title = Change your e-mail address
security-email-line = You sign in with { $email } at the moment. We send an e-mail to the new address; it counts once you confirm it there.
security-new-email = New e-mail address
security-email-send = Send confirmation
security-email-wrong = This address does not work. Check how it is written, and whether it is yours already.
security-language-title = Change the language
security-language-line = Your pages and our e-mails speak it.

security-devices = You are signed in here
security-devices-line = If you do not know a device, sign it out and change your password.
security-device-this = This device
security-device-unknown = Unknown program
security-device-acting = { $name } is acting for you
security-device-used = last used { $when }
security-device-network = network { $network }
security-end-others = Sign out all other devices

security-leave = Delete account
security-leave-line = Your access to this portal ends at once.
security-leave-go = Delete account …
security-leave-title = Do you want to delete your account?
security-leave-gone = You are signed out everywhere and cannot sign in here any more.
security-leave-stays = Your contracts and invoices stay as they are.
security-leave-press = Delete account
security-leave-stay = Keep account

security-done-password = Your new password counts. All other devices were signed out.
security-done-email = We have sent an e-mail to the new address. It counts once you confirm it there.
security-done-language = The language is saved.
security-done-device = The device is signed out.
security-done-others = All other devices are signed out.

account-password-about-you = The password is made of your address or the portal's name. Take three or four words that have nothing to do with you.
account-password-common = Many people use this password, and it was published. Take three or four words that do not belong together.
account-password-pattern = Rows of keys and repetitions are guessed first. Take three or four words that do not belong together.
account-password-date = A date is guessed quickly. Add words that do not belong together.
account-password-word = A single word or name is guessed quickly. Add words that do not belong together.
account-password-used = You had this password before. Take a new one.
account-password-long = The password is too long. At most { $most } characters.

setting-portal-cognito-details-timeouts-refresh-token = A sign-in ends after this many seconds
setting-portal-cognito-details-timeouts-refresh-token-hint = After 30 days (2592000) when nothing is said. Then people sign in again.
setting-portal-auth-settings-idle-timeout = Without use it ends after this many seconds
setting-portal-auth-settings-idle-timeout-hint = After 14 days (1209600) when nothing is said.

security-app = Authenticator app
security-app-on = set up
security-app-none = not set up
security-app-add = Set up
security-app-off = This portal asks for no authenticator app.
security-app-title = Set up an authenticator app
security-app-line = After the password we will ask for a code from an app on your phone. Somebody who only knows your password does not get in.
security-app-required = This portal asks for an authenticator app
security-app-required-line = As soon as it is set up, you can go on.
security-app-step-install = Open an app for one-time codes on your phone. If you have none, search your app store for "authenticator".
security-app-step-scan = Use it to take the picture on the next page.
security-app-step-keep = Keep the recovery codes that we show you afterwards.
security-app-begin = Set up
security-app-scan = Take the picture with your app
security-app-scan-line = The app then shows a code of six digits. Type it here.
security-app-picture = Picture with the key for the app
security-app-type = Type the key instead
security-app-type-line = Time-based, six digits, thirty seconds.
security-app-confirm = Check code
security-app-since = Set up since { $date }
security-app-change = Change
security-app-change-line = We need your password for this.
security-app-other = Set up another app
security-app-remove = Remove app
security-password-needed = Type your password. If it is not right, check capital letters.
security-codes = Recovery codes
security-codes-line = Each signs you in once without the app, for example when you have lost your phone.
security-codes-left = { $count ->
    [0] No recovery codes left
    [one] 1 recovery code left
   *[other] { $count } recovery codes left
}
security-codes-renew = New recovery codes
security-codes-ready = The authenticator app is set up
security-codes-keep = Print the codes or write them down. We show them only this once; older ones are over.
security-codes-kept = Kept, continue
security-ask-line = Open your authenticator app and type the code that it shows.
security-ask-hint = Six digits.
security-ask-again = Sign in once more
security-ask-wrong = The code is not right, or was used. Wait for the next one, and check the clock of your phone. A recovery code works, too.
security-done-app-removed = The authenticator app is removed. The password is enough to sign in again.

setting-portal-auth-settings-second-factor = Second factor
setting-portal-auth-settings-second-factor-hint = Codes of an authenticator app after the password. A passkey counts as both factors.
setting-portal-auth-settings-second-factor-is-optional = Whoever likes sets one up
setting-portal-auth-settings-second-factor-is-off = Do not offer it
setting-portal-auth-settings-second-factor-is-required = Everybody must set one up

console-factor = Second factor
console-factor-none = No authenticator app is set up.
console-factor-since = Authenticator app since { $date }.
console-factor-reset = Reset second factor
console-factor-reset-line = For somebody who has lost both the phone and the recovery codes. Make sure first who is asking. All sessions end.
console-done-factor-reset = The second factor is reset, all sessions are ended.
