# Was die Seiten des eigenen Kontos sagen.

security-title = Konto und Sicherheit
security-line = Wie Sie heißen, wie Sie sich anmelden und wo Sie angemeldet sind.
security-back = Konto und Sicherheit
security-change = Ändern
security-save = Speichern
security-about = Angaben zum Konto
security-name = Name
security-language = Sprache
security-language-de = Deutsch
security-language-en = Englisch
security-ways = Anmelden
security-old-password = Bisheriges Passwort
security-your-password = Ihr Passwort
security-password-wrong = Das Passwort stimmt nicht. Prüfen Sie die Schreibweise, auch Groß und Klein.

security-password-title = Passwort ändern
security-password-line = Sie bleiben auf diesem Gerät angemeldet; alle anderen Geräte werden abgemeldet.
security-email-title = E-Mail-Adresse ändern
security-email-line = Zurzeit melden Sie sich mit { $email } an. Wir schicken eine E-Mail an die neue Adresse; sie gilt, sobald Sie sie dort bestätigen.
security-new-email = Neue E-Mail-Adresse
security-email-send = Bestätigung schicken
security-email-wrong = Mit dieser Adresse geht es nicht. Prüfen Sie die Schreibweise, und ob es schon Ihre Adresse ist.
security-language-title = Sprache ändern
security-language-line = So sprechen Ihre Seiten und unsere E-Mails.

security-devices = Hier sind Sie angemeldet
security-devices-line = Kommt Ihnen ein Gerät fremd vor, melden Sie es ab und ändern Sie Ihr Passwort.
security-device-this = Dieses Gerät
security-device-unknown = Unbekanntes Programm
security-device-acting = { $name } handelt für Sie
security-device-used = zuletzt { $when }
security-device-network = Netz { $network }
security-end-others = Alle anderen Geräte abmelden

security-leave = Konto löschen
security-leave-line = Ihr Zugang zu diesem Portal endet sofort.
security-leave-go = Konto löschen …
security-leave-title = Möchten Sie Ihr Konto löschen?
security-leave-gone = Sie werden überall abgemeldet und können sich hier nicht mehr anmelden.
security-leave-stays = Ihre Verträge und Rechnungen bleiben davon unberührt.
security-leave-press = Konto löschen
security-leave-stay = Konto behalten

security-done-password = Ihr neues Passwort gilt. Alle anderen Geräte wurden abgemeldet.
security-done-email = Wir haben eine E-Mail an die neue Adresse geschickt. Sie gilt, sobald Sie sie dort bestätigen.
security-done-language = Die Sprache ist gespeichert.
security-done-device = Das Gerät ist abgemeldet.
security-done-others = Alle anderen Geräte sind abgemeldet.

account-password-about-you = Das Passwort besteht aus Ihrer Adresse oder dem Namen des Portals. Nehmen Sie drei oder vier Wörter, die nichts mit Ihnen zu tun haben.
account-password-common = Dieses Passwort verwenden viele, und es wurde schon veröffentlicht. Nehmen Sie drei oder vier Wörter, die nicht zusammengehören.
account-password-pattern = Tastenreihen und Wiederholungen werden zuerst geraten. Nehmen Sie drei oder vier Wörter, die nicht zusammengehören.
account-password-date = Ein Datum ist schnell geraten. Fügen Sie Wörter hinzu, die nicht zusammengehören.
account-password-word = Ein einzelnes Wort oder ein Name ist schnell geraten. Fügen Sie Wörter hinzu, die nicht zusammengehören.
account-password-used = Dieses Passwort hatten Sie schon einmal. Nehmen Sie ein neues.
account-password-long = Das Passwort ist zu lang. Höchstens { $most } Zeichen.

setting-portal-cognito-details-timeouts-refresh-token = Anmeldung endet nach so vielen Sekunden
setting-portal-cognito-details-timeouts-refresh-token-hint = Ohne Angabe nach 30 Tagen (2592000). Danach meldet man sich neu an.
setting-portal-auth-settings-idle-timeout = Ohne Benutzung endet sie nach so vielen Sekunden
setting-portal-auth-settings-idle-timeout-hint = Ohne Angabe nach 14 Tagen (1209600).

security-app = Bestätigungs-App
security-app-on = eingerichtet
security-app-none = nicht eingerichtet
security-app-add = Einrichten
security-app-off = Dieses Portal fragt nach keiner Bestätigungs-App.
security-app-title = Bestätigungs-App einrichten
security-app-line = Nach dem Passwort fragen wir künftig nach einem Code aus einer App auf Ihrem Telefon. Wer nur Ihr Passwort kennt, kommt dann nicht hinein.
security-app-required = Dieses Portal verlangt eine Bestätigungs-App
security-app-required-line = Sobald sie eingerichtet ist, geht es weiter.
security-app-step-install = Öffnen Sie auf Ihrem Telefon eine App für Einmalcodes. Haben Sie noch keine, suchen Sie im App-Verzeichnis nach „Authenticator“.
security-app-step-scan = Fotografieren Sie mit ihr das Bild der nächsten Seite.
security-app-step-keep = Bewahren Sie die Wiederherstellungscodes auf, die wir Ihnen danach zeigen.
security-app-begin = Einrichten
security-app-scan = Bild mit der App aufnehmen
security-app-scan-line = Die App zeigt danach einen Code aus sechs Ziffern. Schreiben Sie ihn hier ab.
security-app-picture = Bild mit dem Schlüssel für die App
security-app-type = Stattdessen den Schlüssel abtippen
security-app-type-line = Zeitbasiert, sechs Ziffern, dreißig Sekunden.
security-app-confirm = Code prüfen
security-app-since = Eingerichtet seit { $date }
security-app-change = Ändern
security-app-change-line = Dafür brauchen wir Ihr Passwort.
security-app-other = Andere App einrichten
security-app-remove = App entfernen
security-password-needed = Schreiben Sie Ihr Passwort. Stimmt es nicht, prüfen Sie Groß und Klein.
security-codes = Wiederherstellungscodes
security-codes-line = Mit jedem melden Sie sich einmal ohne die App an, etwa wenn Sie Ihr Telefon verloren haben.
security-codes-left = { $count ->
    [0] Keine Wiederherstellungscodes mehr übrig
    [one] Noch 1 Wiederherstellungscode übrig
   *[other] Noch { $count } Wiederherstellungscodes übrig
}
security-codes-renew = Neue Wiederherstellungscodes
security-codes-ready = Die Bestätigungs-App ist eingerichtet
security-codes-keep = Drucken Sie die Codes aus oder schreiben Sie sie ab. Wir zeigen sie nur dieses eine Mal; ältere gelten nicht mehr.
security-codes-kept = Aufbewahrt, weiter
security-ask-line = Öffnen Sie Ihre Bestätigungs-App und schreiben Sie den Code ab, den sie zeigt.
security-ask-hint = Sechs Ziffern.
security-ask-again = Noch einmal anmelden
security-ask-wrong = Der Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten, und prüfen Sie die Uhr des Telefons. Ein Wiederherstellungscode geht auch.
security-done-app-removed = Die Bestätigungs-App ist entfernt. Zum Anmelden genügt wieder das Passwort.

setting-portal-auth-settings-second-factor = Zweiter Faktor
setting-portal-auth-settings-second-factor-hint = Codes einer Bestätigungs-App nach dem Passwort. Ein Passkey zählt als beide Faktoren.
setting-portal-auth-settings-second-factor-is-optional = Wer mag, richtet ihn ein
setting-portal-auth-settings-second-factor-is-off = Nicht anbieten
setting-portal-auth-settings-second-factor-is-required = Alle müssen ihn einrichten

console-factor = Zweiter Faktor
console-factor-none = Keine Bestätigungs-App eingerichtet.
console-factor-since = Bestätigungs-App seit { $date }.
console-factor-reset = Zweiten Faktor zurücksetzen
console-factor-reset-line = Für jemanden, der sein Telefon und die Wiederherstellungscodes verloren hat. Prüfen Sie vorher, wer fragt. Alle Sitzungen enden.
console-done-factor-reset = Der zweite Faktor ist zurückgesetzt, alle Sitzungen sind beendet.
