# Was die Seiten über Passkeys sagen, und wenn jemand noch einmal bestätigen soll, dass er es ist.

passkey = Passkey
passkeys = Passkeys
passkey-mail = Code per Mail
passkey-use = Passkey verwenden
passkey-stopped = Das wurde abgebrochen. Versuchen Sie es noch einmal, oder melden Sie sich mit Ihrem Passwort an.
passkey-needs-scripts = Ein Passkey braucht einen Browser mit JavaScript. Melden Sie sich mit E-Mail-Adresse und Passwort an.
passkey-wrong = Mit diesem Passkey geht es hier nicht. Melden Sie sich mit Ihrem Passwort an, und prüfen Sie unter „Konto und Sicherheit“ Ihre Passkeys.
passkey-copied = Dieser Passkey wurde vielleicht kopiert: Er wurde öfter verwendet, als er selbst zählt. Melden Sie sich mit Ihrem Passwort an, und entfernen Sie ihn.
passkey-ask = Bestätigen Sie mit Ihrem Passkey
passkey-ask-line = Ihr Passwort stimmt. Dieses Portal verlangt einen zweiten Faktor; Ihrer ist ein Passkey.

passkey-title = Passkeys
passkey-line = Mit einem Passkey melden Sie sich ohne Passwort an: mit Fingerabdruck, Gesicht oder der PIN Ihres Geräts.
passkey-off = Dieses Portal nimmt keine Passkeys mehr an
passkey-none = keine
passkey-count = { $count ->
    [one] 1 Passkey
   *[other] { $count } Passkeys
}
passkey-made = hinzugefügt { $date }
passkey-used = zuletzt verwendet { $date }
passkey-unused = noch nicht verwendet
passkey-elsewhere = Andere Adresse
passkey-add-title = Passkey hinzufügen
passkey-add-line = Ihr Gerät fragt nach Fingerabdruck, Gesicht oder PIN. Davon erfahren wir nichts.
passkey-add-prove = Vorher bestätigen Sie bitte, dass Sie es sind.
passkey-add = Passkey hinzufügen
passkey-add-stopped = Das wurde abgebrochen; es ist nichts hinzugekommen. Versuchen Sie es noch einmal.
passkey-known = Dieses Gerät hat hier schon einen Passkey.
passkey-add-needs-scripts = Ein Passkey braucht einen Browser mit JavaScript. Ohne ihn schützt eine Bestätigungs-App Ihr Konto.
passkey-add-wrong = Der Passkey kam nicht an oder zu spät. Fügen Sie ihn noch einmal hinzu.
passkey-name = Name
passkey-name-hint = Woran Sie das Gerät erkennen, zum Beispiel „Mein Telefon“.
passkey-name-wrong = Geben Sie ihm einen Namen aus höchstens 60 Zeichen.
passkey-bound = Er gilt nur unter { $host }. Zieht { $portal } auf eine andere Adresse um, melden Sie sich dort mit Passwort an und fügen einen neuen hinzu.
passkey-moved = Dieser Passkey gilt unter { $host }
passkey-moved-line = Das Portal hat inzwischen eine andere Adresse. Dort wirkt er nicht mehr; Sie können ihn entfernen und einen neuen hinzufügen.
passkey-synced = Auch Ihre anderen Geräte mit demselben Konto haben diesen Passkey.
passkey-single = Dieser Passkey liegt auf einem einzigen Gerät.
passkey-rename = Umbenennen
passkey-remove = Passkey entfernen
passkey-remove-line = Danach kann sich niemand mehr mit ihm anmelden. Alle anderen Geräte werden abgemeldet.
passkey-instead = Stattdessen einen Passkey hinzufügen

security-password-none = keines
security-prove-title = Bestätigen Sie, dass Sie es sind
security-prove-line = Ihre Anmeldung liegt eine Weile zurück. Danach geht es gleich weiter.
security-prove-press = Bestätigen
security-prove-go = Bestätigen, dass ich es bin
security-prove-anew = Neu anmelden

security-done-passkey-added = Der Passkey ist hinzugefügt. Mit ihm melden Sie sich künftig ohne Passwort an.
security-done-passkey-removed = Der Passkey ist entfernt. Alle anderen Geräte wurden abgemeldet.
security-done-passkey-renamed = Der Name ist gespeichert.

setting-portal-auth-settings-passkeys-enabled = Anmelden mit Passkey
setting-portal-auth-settings-passkeys-enabled-hint = Ein Passkey zählt als beide Faktoren. Er gilt für die Adresse, unter der er hinzugefügt wurde: Bekommt das Portal eine andere, braucht es neue.

console-page-covered = Verdeckt: das Portal zeigt hier seine eigene Seite
console-session-used = Zuletzt benutzt
console-session-rests = Endet unbenutzt

letter-name-secondFactorSetUp = Bestätigungs-App eingerichtet
letter-when-secondFactorSetUp = Wenn jemand eine Bestätigungs-App einrichtet.
letter-name-secondFactorRemoved = Bestätigungs-App entfernt
letter-when-secondFactorRemoved = Wenn jemand seine Bestätigungs-App entfernt.
letter-name-secondFactorReset = Zweiter Faktor zurückgesetzt
letter-when-secondFactorReset = Wenn Sie in der Konsole jemandem Bestätigungs-App, Wiederherstellungscodes und Passkeys wegnehmen.
letter-name-recoveryCodesRenewed = Neue Wiederherstellungscodes
letter-when-recoveryCodesRenewed = Wenn sich jemand neue Wiederherstellungscodes geben lässt.
letter-name-passkeyAdded = Passkey hinzugefügt
letter-when-passkeyAdded = Wenn jemand einen Passkey hinzufügt.
letter-name-passkeyRemoved = Passkey entfernt
letter-when-passkeyRemoved = Wenn jemand einen Passkey entfernt.
letter-variable-passkey = Name des Passkeys
