# Was die Seiten der Portale sagen.

# Rahmen
portal-profile = Profil
portal-scheme-light = Helle Farben
portal-scheme-dark = Dunkle Farben
portal-scheme-device = Farben wie das Gerät
portal-tabs = Teile dieser Seite
portal-history = Verlauf
portal-all = Alle
portal-created-at = Angelegt am
portal-updated-at = Geändert am

# Anmelden
portal-welcome = Willkommen im { $portal }.
portal-email = E-Mail-Adresse
portal-password = Passwort
portal-no-access = Noch kein Zugang?
portal-no-access-more = Zugänge vergibt das Unternehmen. Fragen Sie dort nach einer Einladung.
portal-sign-in-wrong = E-Mail-Adresse oder Passwort stimmt nicht. Prüfen Sie beides und versuchen Sie es noch einmal.
portal-sign-in-no-address = Das ist keine E-Mail-Adresse. Sie sieht aus wie name@beispiel.de.
portal-closed = Dieses Portal ist zurzeit geschlossen
portal-promises-customer = Alles rund um Ihre Energie an einem Ort
portal-promise-customer-one = Verträge und Preise
portal-promise-customer-one-more = Tarif, Laufzeit und Abschlag auf einen Blick.
portal-promise-customer-two = Rechnungen und Dokumente
portal-promise-customer-two-more = Was offen ist, was bezahlt ist, und jede Mitteilung zum Nachlesen.
portal-promise-customer-three = Angaben selbst ändern
portal-promise-customer-three-more = Sie sehen jede Änderung, bevor sie gilt, und später im Verlauf.
portal-promises-installer = Ihre Aufträge, Daten und Nachweise
portal-promise-installer-one = Was als Nächstes zu tun ist
portal-promise-installer-one-more = Aufträge mit Frist, Termin und nächstem Schritt.
portal-promise-installer-two = Anlagendaten auf der Baustelle eintragen
portal-promise-installer-two-more = Auch mit dem Telefon, auch mit einer Hand.
portal-promise-installer-three = Nachweise aktuell halten
portal-promise-installer-three-more = Sie sehen rechtzeitig, was bald abläuft.

# Listen und Suche
portal-nothing-here = Noch keine Einträge.
portal-nothing-found = Nichts gefunden für „{ $words }“.
portal-search-reset = Suche zurücksetzen
portal-search-label = Name, Nummer, Straße oder Ort
portal-search-line = Durchsucht alles, was Sie in diesem Portal sehen.
portal-search-everything = Alles durchsuchen
portal-found = { $count ->
    [one] Ein Eintrag für „{ $words }“
   *[other] { $number } Einträge für „{ $words }“
}
portal-show-all-of = Alle { $number } ansehen
portal-rows = { $first } bis { $last } von { $total }

# Werte
portal-days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}
portal-weeks = { $count ->
    [one] 1 Woche
   *[other] { $count } Wochen
}
portal-months = { $count ->
    [one] 1 Monat
   *[other] { $count } Monate
}
portal-years = { $count ->
    [one] 1 Jahr
   *[other] { $count } Jahre
}
portal-number = Nr. { $number }
portal-expired = Abgelaufen
portal-expired-on = Abgelaufen am { $date }
portal-expires-in = { $days ->
    [0] Läuft heute ab
    [one] Läuft morgen ab
   *[other] Läuft in { $days } Tagen ab
}
portal-checked = Geprüft
portal-checked-by = geprüft von { $name } am { $date }
portal-being-checked = Wird geprüft

# Ändern
portal-add = { $what } hinzufügen
portal-change = { $what } ändern
portal-take-out = { $what } entfernen
portal-take-out-row = Eintrag entfernen
portal-so-far = Bisher: { $value }
portal-to-check = Angaben prüfen
portal-choose = Bitte wählen
portal-street = Straße
portal-street-number = Hausnummer
portal-postal-code = PLZ
portal-city = Ort
portal-address-more = Zusatz
portal-time = Uhrzeit
portal-check-title = Stimmt alles?
portal-check-line = { $record }: So sieht es nach dem Absenden aus. Alles andere bleibt, wie es ist.
portal-two-readings = Verstanden als { $taken }. Meinten Sie { $other }? Dann schreiben Sie ein Komma statt des Punkts.
portal-send = Änderung absenden
portal-discard = Verwerfen
portal-next = So geht es weiter
portal-next-applies = Die Änderung gilt sofort
portal-next-seen-by = { $us } sieht sie gleich nach dem Absenden.
portal-next-mail = Sie bekommen eine E-Mail
portal-next-mail-to = An { $email }
portal-next-history = Der Verlauf behält beides
portal-next-history-more = Vorher, nachher, wann und von wem.
portal-done = Ihre Änderung ist gespeichert
portal-done-line = Gespeichert { $when }. Eine Bestätigung kommt per E-Mail.
portal-to-history = Zum Verlauf
portal-nothing-changed = Sie haben nichts geändert
portal-nothing-changed-more = Alle Angaben sind so, wie sie gespeichert sind. Es wurde nichts gesendet.
portal-back-to-record = Zurück zur Seite
change-so-far = Bisher:
change-empty = ohne Angabe

# Was nicht stimmt
portal-fault-required = { $label } fehlt.
portal-fault-number = { $label }: Das ist keine Zahl. Schreiben Sie zum Beispiel 9,9.
portal-fault-digits = { $label }: Das sind mehr als 15 Ziffern.
portal-fault-cents = { $label }: Ein Betrag hat höchstens zwei Stellen nach dem Komma.
portal-fault-date = { $label }: Dieses Datum gibt es nicht. Schreiben Sie zum Beispiel 25.11.2026.
portal-fault-time = { $label }: Diese Uhrzeit gibt es nicht. Schreiben Sie zum Beispiel 8:30.
portal-fault-choice = { $label }: Wählen Sie eine der Antworten.
portal-fault-email = { $label }: Das ist keine E-Mail-Adresse. Sie sieht aus wie name@beispiel.de.
portal-fault-phone = { $label }: Das ist keine Telefonnummer. Schreiben Sie zum Beispiel 05690 555 0131.
portal-fault-postal-code = „{ $label }“ ist keine Postleitzahl. Sie hat fünf Ziffern.

# Zwei Änderungen zugleich
portal-conflict-title = Jemand war schneller
portal-conflict-line = { $who }. Ihre Angaben sind noch nicht gespeichert und gehen nicht verloren.
portal-conflict-somebody = Jemand hat diesen Eintrag inzwischen geändert
portal-conflict-choose = Sie beide haben dasselbe geändert. Wählen Sie, was gelten soll.
portal-conflict-apart = Ihre Änderung betrifft etwas anderes. Sie können sie unverändert prüfen und absenden.
portal-conflict-mine = Ihre Angabe, noch nicht gespeichert
portal-conflict-theirs = Steht jetzt da
portal-conflict-only-mine = nur von Ihnen geändert
portal-conflict-go-on = Weiter zur Prüfung

# Verlauf
portal-history-empty = Noch keine Änderungen.
portal-history-other-user = Ein anderer Zugang

# Hilfe und Absagen
portal-help-line = Menschen, die weiterhelfen, und Orte außerhalb dieses Portals.
portal-help-reach = So erreichen Sie uns
portal-help-outside = Außerhalb des Portals
portal-ask = Fragen? Sie erreichen uns unter { $way }.
portal-ask-us = Fragen? Wenden Sie sich bitte an das Unternehmen, das dieses Portal betreibt.
portal-not-found = Hier ist nichts, was wir Ihnen zeigen können
portal-not-found-line = Vielleicht ist der Link alt oder vertippt. Oder der Inhalt gehört zu einem anderen Zugang: Sie sind als { $email } angemeldet.
portal-not-found-stranger = Vielleicht ist der Link alt oder vertippt. Oder der Inhalt ist nur nach dem Anmelden zu sehen.
portal-to-start = Zur Übersicht
portal-other-account = Mit anderem Zugang anmelden
portal-often = Oft gesucht
portal-forbidden-title = { $what }: Das können Sie hier nicht ändern
portal-forbidden-line = Ihr Zugang darf diese Angabe sehen, aber nicht oder nicht mehr ändern. Es wurde nichts geändert.
portal-not-allowed = Das ist mit diesem Zugang nicht möglich
portal-not-allowed-line = Es wurde nichts geändert.
portal-too-many = Zu viele Versuche
portal-too-many-line = { $minutes ->
    [one] Das waren zu viele Versuche. In einer Minute geht es wieder.
   *[other] Das waren zu viele Versuche. In { $minutes } Minuten geht es wieder.
}
portal-too-large = Das ist zu groß
portal-too-large-line = Es wurde nichts geändert. Senden Sie weniger auf einmal.
portal-bad-request = Diese Anfrage verstehen wir nicht
portal-bad-request-line = Es wurde nichts geändert. Gehen Sie zurück und versuchen Sie es noch einmal.
portal-try-again = Es wurde nichts geändert. Laden Sie die Seite neu und versuchen Sie es noch einmal.
portal-fault = Das ist unser Fehler
portal-fault-line = Es wurde nichts geändert. Versuchen Sie es in ein paar Minuten noch einmal. Referenz: { $reference }
portal-session-ended = Ihre Anmeldung ist abgelaufen
portal-session-ended-line = Ihre Angaben sind noch da. Melden Sie sich in einem neuen Fenster an und senden Sie sie dann noch einmal.
portal-sign-in-new-window = Anmelden
portal-send-again = Noch einmal senden
portal-pending = Fast geschafft: Wir ordnen Ihnen gerade Ihre Daten zu
portal-pending-line = Ihre Angaben passten nicht eindeutig zu einem Eintrag. Zum Schutz Ihrer Daten prüft das ein Mensch bei uns.
portal-pending-confirmed = E-Mail-Adresse bestätigt
portal-pending-checked = Zuordnung wird geprüft
portal-pending-checked-more = Meist am selben Werktag
portal-pending-mail = Danach sehen Sie hier alles, was zu Ihnen gehört

# Ohne Portal
portal-unknown-host = Unter dieser Adresse gibt es kein Portal
portal-unknown-host-line = Zu { $host } gehört kein Portal. Vielleicht ist die Adresse vertippt oder noch nicht eingerichtet.
portal-demo = Die Demo
portal-demo-line = Zwei Unternehmen, ihre Portale und die Konsole. Die Zugänge stehen im Terminal und in demo.json.
portal-demo-portals = Portale
portal-demo-office = Büro
portal-demo-console = Konsole
portal-demo-console-more = Portale, Personen, Datensätze und Rechte
