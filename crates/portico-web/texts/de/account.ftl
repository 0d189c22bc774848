# Was Seiten rund um den eigenen Zugang sagen.

account-forgot = Passwort vergessen?
account-forgot-line = Schreiben Sie die E-Mail-Adresse, mit der Sie sich anmelden. Wir schicken Ihnen einen Code und einen Link.
account-send-code = Code schicken
account-back = Zurück zur Anmeldung
account-code = Code
account-code-hint = Sechs Ziffern aus der E-Mail.
account-code-title = Code eingeben
account-code-line = Wir haben Ihnen eine E-Mail mit einem Code geschickt. Er gilt zehn Minuten.
account-code-sent = Wenn diese Adresse hier einen Zugang hat, ist eine E-Mail mit einem Code unterwegs. Er gilt zehn Minuten.
account-code-again = Neuen Code anfordern
account-code-wrong = Der Code stimmt nicht, wurde schon benutzt oder ist zu alt. Prüfen Sie ihn oder fordern Sie einen neuen an.
account-link-line = Mit diesem Knopf melden Sie sich an. Der Link gilt nur einmal.
account-link-over = Dieser Link gilt nicht mehr
account-link-over-line = Er wurde schon benutzt, ist zu alt, oder ein neuerer hat ihn ersetzt.
account-link-again = Neuen Link anfordern
account-new-password-title = Neues Passwort festlegen
account-new-password = Neues Passwort
account-password-hint = Mindestens 8 Zeichen. Ein Satz aus mehreren Wörtern ist leicht zu merken und schwer zu erraten.
account-save-password = Passwort speichern
account-password-saved = Ihr neues Passwort gilt
account-password-saved-line = Alle Geräte wurden abgemeldet. Melden Sie sich mit dem neuen Passwort an.
