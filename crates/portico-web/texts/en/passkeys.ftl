# What the pages say about passkeys, and when somebody shall prove once more who it is.

passkey = Passkey
passkeys = Passkeys
passkey-mail = Code by e-mail
passkey-use = Use passkey
passkey-stopped = That was stopped. Try again, or sign in with your password.
passkey-needs-scripts = A passkey needs a browser with JavaScript. Sign in with your e-mail address and password.
passkey-wrong = This passkey does not work here. Sign in with your password, and look at your passkeys under “Account and security”.
passkey-copied = This passkey may have been copied: it was used more often than it counts itself. Sign in with your password, and remove it.
passkey-ask = Confirm with your passkey
passkey-ask-line = Your password is right. This portal asks for a second factor; yours is a passkey.

passkey-title = Passkeys
passkey-line = With a passkey you sign in without a password: with your fingerprint, your face or the PIN of your device.
passkey-off = This portal takes no passkeys any more
passkey-none = none
passkey-count = { $count ->
    [one] 1 passkey
   *[other] { $count } passkeys
}
passkey-made = added { $date }
passkey-used = last used { $date }
passkey-unused = not used yet
passkey-elsewhere = Other address
passkey-add-title = Add a passkey
passkey-add-line = Your device asks for your fingerprint, your face or your PIN. We learn nothing of it.
passkey-add-prove = Before that, please confirm that it is you.
passkey-add = Add passkey
passkey-add-stopped = That was stopped; nothing was added. Try again.
passkey-known = This device has a passkey here already.
passkey-add-needs-scripts = A passkey needs a browser with JavaScript. Without one, an authenticator app protects your account.
passkey-add-wrong = The passkey did not arrive, or too late. Add it once more.
passkey-name = Name
passkey-name-hint = By which you know the device, such as “My phone”.
passkey-name-wrong = Give it a name of up to 60 characters.
passkey-bound = It works at { $host } only. Should { $portal } move to another address, sign in there with your password and add a new one.
passkey-moved = This passkey is for { $host }
passkey-moved-line = The portal has another address now, where it does not work any more. You can remove it and add a new one.
passkey-synced = Your other devices with the same account have this passkey too.
passkey-single = This passkey is on a single device.
passkey-rename = Rename
passkey-remove = Remove passkey
passkey-remove-line = Nobody can sign in with it any more. All other devices are signed out.
passkey-instead = Add a passkey instead

security-password-none = none
security-prove-title = Confirm that it is you
security-prove-line = You signed in a while ago. Then you go straight on.
security-prove-press = Confirm
security-prove-go = Confirm that it is me
security-prove-anew = Sign in anew

security-done-passkey-added = The passkey is added. From now on you can sign in with it, without a password.
security-done-passkey-removed = The passkey is removed. All other devices were signed out.
security-done-passkey-renamed = The name is saved.

setting-portal-auth-settings-passkeys-enabled = Sign in with a passkey
setting-portal-auth-settings-passkeys-enabled-hint = A passkey counts as both factors. It is for the address where it was added: if the portal gets another one, people need new ones.

console-page-covered = Covered: the portal shows a page of its own here
console-session-used = Last used
console-session-rests = Ends if unused

letter-name-secondFactorSetUp = Authenticator app set up
letter-when-secondFactorSetUp = When somebody sets an authenticator app up.
letter-name-secondFactorRemoved = Authenticator app removed
letter-when-secondFactorRemoved = When somebody removes the authenticator app.
letter-name-secondFactorReset = Second factor reset
letter-when-secondFactorReset = When you take somebody's authenticator app, recovery codes and passkeys away in the console.
letter-name-recoveryCodesRenewed = New recovery codes
letter-when-recoveryCodesRenewed = When somebody asks for new recovery codes.
letter-name-passkeyAdded = Passkey added
letter-when-passkeyAdded = When somebody adds a passkey.
letter-name-passkeyRemoved = Passkey removed
letter-when-passkeyRemoved = When somebody removes a passkey.
letter-variable-passkey = Name of the passkey
