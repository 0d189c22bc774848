# Einladungen in der Konsole, und was der Link einer Einladung sagt, die nicht mehr gilt.

console-invitations = Einladungen
console-invitations-count = { $count ->
    [0] Zurzeit ist niemand eingeladen.
    [one] Eine Einladung.
   *[other] { $count } Einladungen.
}
console-invitations-all = Alle Einladungen
console-invitations-none = Bisher wurde niemand eingeladen
console-invitations-none-line = Laden Sie mit einer Liste viele auf einmal ein. Auch Einladungen unter Kolleginnen und Kollegen stehen hier.
console-invitations-none-found = Keine Einladung passt
console-invitation-state = Stand
console-invitation-invited = Eingeladen
console-invitation-opened = Geöffnet
console-invitation-accepted = Angenommen
console-invitation-expired = Abgelaufen
console-invitation-revoked = Zurückgezogen
console-invitation-sent-at = Gesendet
console-invitation-do = Was Sie tun können
console-invitation-resend = Erneut senden
console-invitation-revoke = Zurückziehen
console-done-invitation-resent = Die Einladung ist erneut gesendet. Der frühere Link gilt nicht mehr.
console-done-invitation-revoked = Die Einladung ist zurückgezogen. Ihr Link gilt nicht mehr.
console-done-invitations-checked = Die Liste ist geprüft. Noch ist nichts gesendet.
console-done-invitations-sending = Die Einladungen sind unterwegs.

console-invite-many = Viele einladen
console-invite-many-line = Bringen Sie eine Liste mit. Sie wird zuerst Zeile für Zeile geprüft, und nichts geht hinaus, bevor Sie es sagen.
console-list-file = Liste als Datei
console-list-limit = CSV, bis { $rows } Personen und { $size }. Jedes Trennzeichen und jede Kodierung von Tabellenprogrammen.
console-list-pasted = Oder die Liste einfügen
console-list-pasted-hint = Die erste Zeile nennt die Spalten. Auch Adressen allein, eine je Zeile, genügen.
console-list-check = Liste prüfen
console-list-columns = Was die Liste enthalten kann
console-list-column-email = E-Mail
console-list-column-email-line = Die Adresse, die eingeladen wird. Diese Spalte muss es geben.
console-list-column-who = Kontakt-ID, oder was die Person ausweist
console-list-column-any = Sonst wird der Kontakt mit der Adresse eingeladen. Jedes Attribut geht als „contract.contract_number“.
console-list-column-named = { $names }. Sonst wird der Kontakt mit der Adresse eingeladen.
console-list-column-more = Sprache, Portal
console-list-column-more-line = „de“ oder „en“, und Name oder ID eines Portals, wo eine Zeile abweicht.
console-list-then = Wie lange es gilt
console-list-then-line = Jeder Brief hat einen Link, der einmal und { $days } Tage lang gilt. Wer schon Zugang hat, wird ausgelassen, und niemand bekommt zwei Briefe.
console-list-empty = Die Liste ist leer. Wählen Sie eine Datei, oder fügen Sie die Zeilen ein.
console-list-no-people = Die Liste hat eine Kopfzeile und niemanden darunter.
console-list-no-email = Keine Spalte enthält Adressen. Nennen Sie eine in der ersten Zeile „E-Mail“.
console-list-too-many = Eine Liste lädt höchstens { $rows } Personen ein. Teilen Sie sie auf.
console-list-too-large = Die Liste ist größer als 2 MB. Teilen Sie sie auf.
console-list-unreadable = Diese Datei ist keine lesbare Liste. Speichern Sie sie im Tabellenprogramm als CSV.

console-lists = Listen
console-list-by = von { $who }, { $when }
console-list-checked = Geprüft
console-list-running = Wird gesendet
console-list-done = Gesendet
console-list-title = Liste für { $portal }
console-list-line = { $count ->
    [one] Eine Zeile
   *[other] { $count } Zeilen
}, gebracht von { $who }, { $when }.
console-list-rows = Zeilen der Liste
console-list-row = Zeile
console-list-export = Ergebnis als CSV sichern
console-list-remind = Erneut an alle, die nicht kamen
console-list-ready = { $count ->
    [one] Eine Person wird eingeladen
   *[other] { $count } Personen werden eingeladen
}
console-list-ready-line = Alle anderen Zeilen werden ausgelassen, aus dem Grund, der daneben steht.
console-list-send = { $count ->
    [one] Eine Einladung senden
   *[other] { $count } Einladungen senden
}
console-list-none-ready = Niemand aus dieser Liste kann eingeladen werden
console-list-none-ready-line = Der Grund steht neben jeder Zeile.
console-list-again = Andere Liste bringen
console-list-used = Verstandene Spalten: { $columns }.
console-list-unused = Nicht verwendet: { $columns }.
console-list-runs = { $done } von { $total } Zeilen erledigt
console-list-runs-line = Die Liste läuft von selbst weiter, auch wenn Sie diese Seite schließen.
console-list-sent = { $count ->
    [one] Eine Person von { $total } ist eingeladen
   *[other] { $count } von { $total } sind eingeladen
}
console-list-sent-line = Eine Stunde nach dem Senden können Sie sie erneut an alle senden, die nicht kamen.
console-row-will-be-invited = Wird eingeladen
console-row-waiting = Wartet
console-row-invited = Eingeladen
console-row-already-a-user = Hat schon Zugang
console-row-invitation-open = Einladung ist offen
console-row-contact-not-found = Kontakt nicht gefunden
console-row-several-contacts = Mehrere Kontakte passen
console-row-address-invalid = Adresse ungültig
console-row-twice-in-list = Doppelt in der Liste
console-row-portal-unknown = Portal unbekannt
console-contact-id = Kontakt-ID

invitation-used = Diese Einladung haben Sie schon genutzt
invitation-used-line = Ihr Zugang ist da. Melden Sie sich mit E-Mail-Adresse und Passwort an.
invitation-revoked = Diese Einladung wurde zurückgezogen
invitation-revoked-line = Sie öffnet keinen Zugang mehr. Wenn Sie das für ein Versehen halten, fragen Sie die Person, die Sie eingeladen hat, oder uns.
invitation-over = Diese Einladung gilt nicht mehr
invitation-over-line = Links von Einladungen gelten einmal und zwei Wochen lang. Ist Ihrer abgelaufen, senden wir einen neuen an die Adresse, für die er gedacht war.
invitation-ask = Neue Einladung senden
invitation-asked = Sehen Sie in Ihr Postfach
invitation-asked-line = Wenn die Einladung noch für Sie gedacht ist, ist eine neue E-Mail unterwegs. Sie geht an die Adresse, an die die erste ging.
invitation-for = Eingeladen wurde { $email }.
letter-variable-until = Tag, bis zu dem der Link gilt
