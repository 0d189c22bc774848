# Die Konsole der Verwaltung.

# Rahmen
console-role = Administration
console-portals = Portale
console-users = Nutzer
console-group-data = Daten
console-records = Datensätze
console-activity = Aktivität
console-group-look = Aussehen und Worte
console-designs = Designs
console-mailbox = Postfach
console-group-rules = Regeln
console-permissions = Rechte
console-explain = Erklären
console-scheme-light = Hell
console-scheme-dark = Dunkel
console-scheme-device = Wie das Gerät
console-english = Englisch
console-german = Deutsch

# Anmeldung
console-sign-in = Anmelden
console-sign-in-line = Für alle, die die Portale betreiben.
console-sign-in-email = Schreiben Sie die E-Mail-Adresse, mit der Sie sich anmelden.
console-sign-in-wrong = E-Mail-Adresse oder Passwort stimmt nicht.
console-sign-in-wait = Das waren zu viele Versuche. Versuchen Sie es in { $minutes ->
    [one] einer Minute
   *[other] { $minutes } Minuten
} wieder.
console-email = E-Mail-Adresse
console-password = Passwort
console-signed-out = Sie sind abgemeldet.

# Absagen
console-refused-wrong = So geht es nicht
console-refused-wrong-line = Es wurde nichts geändert. Gehen Sie zurück und berichtigen Sie die Angabe.
console-refused-invalid = So geht es nicht
console-refused-invalid-line = Es wurde nichts geändert. Gehen Sie zurück und berichtigen Sie die Angabe.
console-refused-forbidden = Das ist nicht erlaubt
console-refused-forbidden-line = Es wurde nichts geändert.
console-refused-missing = Hier ist nichts
console-refused-missing-line = Vielleicht ist die Adresse alt, oder der Datensatz wurde entfernt.
console-refused-conflict = Etwas steht im Weg
console-refused-conflict-line = Es wurde nichts geändert.
console-refused-many = Zu viele Versuche
console-refused-many-line = Versuchen Sie es in { $seconds } Sekunden wieder.
console-refused-large = Das ist zu groß
console-refused-large-line = Es wurde nichts geändert. Senden Sie weniger auf einmal.
console-refused-fault = Bei uns ist etwas schiefgegangen
console-refused-fault-line = Es wurde nichts geändert. Im Protokoll steht es unter { $reference }.
console-to-portals = Zu den Portalen
console-to-records = Zu den Datensätzen

# Was getan wurde
console-done-portal-saved = Das Portal ist gespeichert.
console-done-portal-on = Das Portal ist in Betrieb.
console-done-portal-off = Das Portal ist ausgeschaltet.
console-done-design-saved = Das Design ist gespeichert.
console-done-design-copied = Die Kopie ist gespeichert. Noch trägt sie kein Portal.
console-done-grant-saved = Das Recht ist gespeichert. Es gilt ab der nächsten Anfrage.
console-done-grant-removed = Das Recht ist entfernt. Es gilt nicht mehr.
console-done-record-saved = Der Datensatz ist gespeichert.
console-done-record-unchanged = Es gab keinen Unterschied, also wurde nichts geändert.
console-done-record-created = Der Datensatz ist angelegt.
console-done-record-removed = Der Datensatz ist gelöscht.
console-done-related = Die Datensätze sind verknüpft.
console-done-unrelated = Die Verknüpfung ist gelöst.
console-done-sessions-ended = Alle Sitzungen sind beendet. Die nächste Anfrage wird abgewiesen.
console-done-access-on = Die Person kann sich wieder anmelden.
console-done-access-off = Der Zugang ist entzogen. Die nächste Anfrage wird abgewiesen.

# Portale: Übersicht
console-portals-line = { $live } von { $all } sind in Betrieb.
console-portals-none = Noch gibt es kein Portal
console-portals-none-line = Das nächste wird über die API angelegt (createPortalConfig) und erscheint hier.
console-portal-open = Öffnen
console-portal-edit = Einstellungen
console-portal-pages = { $count ->
    [one] Eine Seite
   *[other] { $count } Seiten
}
console-portal-active = { $count ->
    [one] Person, { $active } darf sich anmelden
   *[other] Personen, { $active } dürfen sich anmelden
}
console-blocks-known = Alle Bausteine bekannt
console-blocks-unknown = { $count ->
    [one] Eine unbekannte Art Baustein
   *[other] { $count } unbekannte Arten Baustein
}
console-portal-no-domain = Noch keine Domain
console-portal-wears = Design { $name }
console-portal-no-design = Kein Design, eingebautes Aussehen
console-portal-stopped-line = Solange es aus ist, kann sich niemand anmelden.
console-needs = Zu tun
console-needs-blocks = { $portal } hat einen unbekannten Baustein: { $blocks }
console-needs-blocks-press = Seiten zeigen
console-needs-count = { $count ->
    [one] Ein Punkt
   *[other] { $count } Punkte, das Dringendste zuerst
}
console-needs-match = { $count ->
    [one] Ein Nutzer wartet auf einen Kontakt
   *[other] { $count } Nutzer warten auf einen Kontakt
}
console-needs-match-line = Sie können sich anmelden und sehen nichts, bis ein Kontakt zugeordnet ist.
console-needs-match-press = Zuordnen
console-needs-nothing = Im Moment ist nichts zu tun.
console-needs-on = { $portal } ist aus
console-unknown-line = Nutzer sehen ihn nicht. Er bleibt unverändert erhalten.
console-lately = Zuletzt
console-activity-all = Alle Aktivität

# Portale: eines
console-portal = Portal
console-portal-parts = Teile des Portals
console-portal-settings = Einstellungen
console-pages = Seiten
console-glance = Auf einen Blick
console-portal-live = In Betrieb
console-portal-off = Aus
console-portal-live-line = Nutzer können sich anmelden.
console-portal-customers = Kundenportal
console-portal-installers = Portal für Installateure
console-portal-further = Weiteres Portal
console-portal-name = Name
console-name-missing = Schreiben Sie einen Namen.
console-portal-domain = Domain
console-domain-taken = { $domain } gehört einem anderen Portal.
console-portal-address = Adresse
console-portal-id = Kennung
console-portal-design-hint = Farben, Schrift und Ecken kommen aus dem Design.
console-portal-schemas = Welche Datensätze es zeigt
console-portal-schemas-hint = Was nicht angekreuzt ist, gibt es für die Nutzer nicht, was auch immer erlaubt ist.
console-portal-save = Einstellungen speichern
console-portal-changed-meanwhile = Jemand anderes hat dieses Portal inzwischen geändert. Ihre Angaben sind noch da; prüfen Sie sie und speichern Sie noch einmal.
console-portal-state = Zustand
console-portal-users = Nutzer
console-portal-users-active = Dürfen sich anmelden
console-portal-people = { $active } von { $all } dürfen sich anmelden
console-portal-grants = Rechte dieser Rolle
console-role-of-portal = Rolle der Nutzer
console-portal-off-press = Ausschalten
console-portal-on-press = Einschalten
console-portal-off-ask = { $portal } ausschalten?
console-portal-on-ask = { $portal } einschalten?
console-portal-off-line = Solange es aus ist, kann sich niemand anmelden; offene Sitzungen werden ab der nächsten Anfrage abgewiesen.
console-portal-on-line = Nutzer können sich sofort anmelden.

# Seiten und Bausteine
console-pages-line = Seiten der Reihe nach, jede mit ihren Bausteinen.
console-pages-none = Dieses Portal hat keine Seiten.
console-pages-every = Auf jeder Seite
console-pages-every-line = Bausteine, die unter jeder Seite stehen.
console-page-first = Erste Seite
console-page-listed = In der Navigation
console-page-public = Ohne Anmeldung
console-page-shows-one = Zeigt einen Datensatz
console-page-empty = Diese Seite hat keine Bausteine.
console-blocks = { $count ->
    [one] Ein Baustein
   *[other] { $count } Bausteine
}
console-block-hidden = Verborgen
console-block-unknown = nicht bekannt, für Nutzer weggelassen
console-unknown-title = { $count ->
    [one] Eine Art Baustein ist hier nicht bekannt
   *[other] { $count } Arten Baustein sind hier nicht bekannt
}
console-block-heading = Überschrift
console-block-text = Text
console-block-quick-actions = Schnellzugriffe
console-block-teaser = Hinweis
console-block-group = Gruppe
console-block-tabs = Reiter
console-block-tab = Reiter
console-block-attribute = Attribut
console-block-attribute-group = Gruppe von Attributen
console-block-entity-list = Liste von Datensätzen
console-block-footer = Fußzeile

# Designs
console-designs-line = { $count ->
    [one] Ein Design
   *[other] { $count } Designs
}
console-designs-none = Noch gibt es kein Design
console-designs-none-line = Ein Portal ohne Design trägt das eingebaute Aussehen.
console-design = Design
console-design-name = Name
console-design-brand = Markenfarbe
console-design-accent = Akzent
console-design-brand-card = Marke
console-design-face = Schrift
console-design-shape = Schrift und Ecken
console-design-corners = Ecken
console-design-bar = Kopfzeile
console-design-unused = Kein Portal trägt es
console-design-used-by = Getragen von
console-design-save = Design speichern
console-design-copy = Duplizieren
console-design-copy-name = Kopie von { $name }
console-design-show = Vorschau
console-design-colour-wrong = „{ $text }“ ist keine Farbe. Schreiben Sie # und sechs Ziffern, etwa #00616b.
console-design-changed-meanwhile = Jemand anderes hat dieses Design inzwischen geändert. Ihre Angaben sind noch da; prüfen Sie sie und speichern Sie noch einmal.
console-face-inter = Inter
console-face-manrope = Manrope
console-face-system = Die des Geräts
console-corners-square = Eckig
console-corners-soft = Weich
console-corners-round = Rund
console-bar-plain = Schlicht
console-bar-brand = In der Markenfarbe
console-bar-accent = Im Akzent
console-contrast = Kontrast
console-contrast-pair = Paar
console-contrast-needs = Braucht
console-contrast-fewer = Weniger zeigen
console-preview = Vorschau
console-preview-task = Bitte lesen Sie bis 30. November Ihren Zähler ab
console-preview-task-button = Zählerstand eingeben
console-preview-card = Abschlag ändern
console-preview-card-line = Möglich von 79,00 bis 129,00 € im Monat.
console-preview-field = Abschlag
console-preview-value = 99,00 €
console-preview-button = Prüfen
console-preview-note = Neu: Preise ab 1. Januar.
console-preview-good = Im Plus
console-preview-warn = In Prüfung
console-preview-bad = Überfällig

# Nutzer
console-user = Nutzer
console-user-hint = Der Anfang des Namens oder der E-Mail-Adresse.
console-user-status = Stand
console-user-active = Aktiv
console-user-waiting = Wartet auf einen Kontakt
console-user-unconfirmed = Nicht bestätigt
console-user-expired = Abgelaufen
console-user-off = Zugang entzogen
console-user-active-line = Darf sich anmelden und sieht die Datensätze des zugeordneten Kontakts.
console-user-waiting-line = Darf sich anmelden und sieht nichts, bis ein Kontakt zugeordnet ist.
console-user-unconfirmed-line = Hat die Registrierung noch nicht bestätigt.
console-user-expired-line = Der Zugang ist abgelaufen.
console-user-off-line = Darf sich nicht anmelden. Token und Sitzungen werden abgewiesen.
console-users-all = Alle Nutzer
console-users-count = { $count ->
    [one] Ein Nutzer
   *[other] { $count } Nutzer
}
console-users-search = Name oder E-Mail-Adresse
console-users-none = Noch gibt es keine Nutzer
console-users-none-line = Nutzer erscheinen hier, wenn sie eingeladen sind oder sich registrieren.
console-users-none-found = Kein Nutzer passt
console-users-none-found-line = Ändern Sie die Suche oder den Filter.
console-person = Name
console-any-portal = Jedes Portal
console-any-standing = Jeder Stand
console-last-sign-in = Letzte Anmeldung
console-never = Nie
console-language = Sprache
console-registration = Registrierung
console-access = Zugang
console-access-on-press = Zugang zurückgeben
console-access-off-press = Zugang entziehen
console-access-on-hint = Die Person kann sich sofort wieder anmelden.
console-access-off-hint = Entziehen beendet jede Sitzung mit ihrer nächsten Anfrage. Der Zugang lässt sich zurückgeben.
console-access-until = Zugang bis
console-contact-line = Die Person sieht die Datensätze dieses Kontakts und seiner Firma.
console-contact-missing = Kein Kontakt ist zugeordnet. Die Person sieht noch nichts.
console-contact-map = Kontakt zuordnen
console-contact-other = Anderen Kontakt wählen
console-contact-unmap = Zuordnung lösen
console-contact-choose = { $user } einen Kontakt zuordnen
console-contact-choose-line = Meldet sich an als { $email }.
console-contact-search = Name, Nummer oder E-Mail-Adresse
console-contact-press = Diesen Kontakt zuordnen
console-contact-own = Jetzt zugeordnet
console-contact-none = Kein Kontakt passt
console-contact-none-line = Suchen Sie anders, oder legen Sie den Kontakt zuerst an.
console-contact-new = Kontakt anlegen
console-no-contact = Kein Kontakt
console-open-record = Datensatz öffnen
console-explain-user = Zugang erklären
console-sign-ins = Anmeldungen
console-sign-ins-none = Hat sich noch nicht angemeldet.
console-session-from = Von
console-session-until = Endet spätestens
console-session-live = Offen
console-session-over = Vorbei
console-session-ended = Beendet
console-sessions-end = Alle Sitzungen beenden
console-why-any = Nach einem Datensatz fragen
console-why-own = Was ist vom eigenen Nutzer zu sehen?
console-why-contact = Was ist von { $contact } zu sehen?

# Datensätze
console-data = Daten
console-schemas-line = { $count ->
    [one] Eine Art
   *[other] { $count } Arten
}
console-schemas-none = Noch gibt es keine Schemata
console-schemas-none-line = Das erste wird über die API angelegt (putSchema).
console-schema = Schema
console-any-schema = Jedes Schema
console-record = Datensatz
console-record-hint = Der Anfang eines Wortes daraus, oder seine Kennung.
console-record-parts = Teile des Datensatzes
console-records-all = Alle zeigen
console-records-count = { $count ->
    [one] Ein Datensatz
   *[other] { $count } Datensätze
}
console-records-search = { $kind } durchsuchen
console-records-none = Noch keine { $kind }
console-records-none-line = { $kind } erscheinen hier, wenn sie angelegt oder eingelesen sind.
console-records-none-found = Kein Datensatz passt
console-records-none-found-line = Ändern Sie die Suche, oder nehmen Sie einen Filter weg.
console-filter = Bedingung
console-filter-press = Bedingung hinzufügen
console-attribute = Attribut
console-value = Wert
console-test-is = ist
console-test-is-not = ist nicht
console-test-from = ab
console-test-to = bis
console-test-filled = ist gefüllt
console-test-empty = ist leer
console-columns = Spalten
console-columns-press = Diese Spalten zeigen
console-title = Titel
console-created = Angelegt
console-changed = Geändert
console-id = Kennung
console-tags = Marken
console-rows = Zeile { $from } bis { $to } von { $total }
console-group = Gruppe
console-group-none = Weitere Attribute
console-record-new = Neu: { $kind }
console-record-new-line = Verknüpfungen kommen hinzu, sobald er angelegt ist.
console-record-create = Datensatz anlegen
console-record-edit = { $title } bearbeiten
console-record-save = Datensatz speichern
console-record-remove = Löschen
console-record-no-fields = Dieses Schema hat hier keine Attribute zu füllen.
console-record-relations-elsewhere = Verknüpfte Datensätze und Dateien werden auf einer eigenen Seite geändert:
console-hint-internal = Nur fürs Büro, solange kein Recht es zeigt.
console-hint-readonly = Setzt meist ein System.
console-hint-json = Als JSON.
console-hint-moment = Etwa 2026-11-25T08:30:00Z.
console-item-number = { $label } { $number }
console-address-number = Adresse { $number }
console-address-street = Straße
console-address-street-number = Hausnummer
console-address-postal-code = Postleitzahl
console-address-city = Ort
console-address-country = Land
console-address-additional-info = Zusatz
console-wrong-missing = { $label } ist nötig. Bitte ausfüllen.
console-wrong-number = { $label } muss eine Zahl sein, etwa 1.234,5.
console-wrong-ambiguous = { $label } kann { $taken } oder { $other } heißen. Schreiben Sie es ohne Tausenderzeichen.
console-wrong-amount = { $label } muss ein Betrag sein, etwa 99,00.
console-wrong-date = { $label } muss ein Datum sein, etwa 2026-11-25.
console-wrong-moment = { $label } muss ein Zeitpunkt sein, etwa 2026-11-25T08:30:00Z.
console-wrong-json = { $label } ist kein JSON: { $cause }. Berichtigen Sie es, oder lassen Sie es leer.
console-conflict = Jemand anderes hat diesen Datensatz geändert
console-conflict-line = { $title } wurde geändert, während Sie daran arbeiteten. Wählen Sie für jedes Attribut, was gelten soll.
console-conflict-note = Nichts von Ihnen ist verloren
console-conflict-note-line = Ihre Angaben stehen neben dem, was jetzt gespeichert ist.
console-conflict-versions = Beide Fassungen
console-conflict-stored = Jetzt gespeichert
console-conflict-yours = Ihre Fassung
console-conflict-meanwhile = Was inzwischen geändert wurde
console-conflict-changed = inzwischen geändert
console-conflict-press = Diese Wahl speichern
console-conflict-drop = Meine Änderungen verwerfen
console-remove-ask = { $title } löschen?
console-remove-line = Der Datensatz verschwindet aus Portalen und Suchen. Sein Verlauf bleibt.
console-remove-user-line = Die Person kann sich nicht mehr anmelden; offene Sitzungen werden ab der nächsten Anfrage abgewiesen.
console-remove-held = Verknüpfungen, die er hält
console-remove-holders = Datensätze, die auf ihn zeigen
console-remove-press = Datensatz löschen
console-who-sees = Wer sieht das?
console-files = Dateien
console-file = Datei
console-file-kind = Art
console-file-size = Größe
console-file-shared = Freigegeben
console-file-is-shared = Für Kunden freigegeben
console-file-not-shared = Nicht freigegeben
console-file-no-content = Hat keinen Inhalt
console-files-none = Keine Dateien
console-files-none-line = Dateien, die mit diesem Datensatz verknüpft sind, erscheinen hier.
console-relations = Verknüpfungen
console-relations-held = Dieser Datensatz zeigt auf
console-relations-holders = Datensätze, die hierher zeigen
console-relations-none = Keine Verknüpfungen.
console-relation-fixed = führt jener Datensatz
console-relation-take = Lösen
console-relate = Datensatz verknüpfen
console-relate-hint = Der Anfang eines Wortes daraus, oder seine Kennung.
console-relate-search = Datensatz, der verknüpft wird
console-relate-press = { $title } verknüpfen
console-relate-none = Kein Datensatz passt. Suchen Sie anders.
console-relate-nothing = Dieses Schema hat keine Verknüpfungen.

# Aktivität
console-activity-line = Wer was getan hat, das Neueste zuerst.
console-activity-none = Noch ist nichts geschehen
console-activity-none-line = Änderungen dieses Datensatzes erscheinen hier.
console-activity-shown = { $count ->
    [one] Ein Eintrag
   *[other] { $count } Einträge
}
console-did-created = { $who } hat { $what } angelegt
console-did-changed = { $who } hat { $what } geändert
console-did-removed = { $who } hat { $what } gelöscht
console-did-created-this = { $who } hat den Datensatz angelegt
console-did-changed-this = { $who } hat den Datensatz geändert
console-did-removed-this = { $who } hat gelöscht
console-did-in-portal = im Portal

# Postfach
console-mailbox-line = Solange kein Mailserver eingestellt ist, wird jede Mail hier aufgehoben.
console-mailbox-none = Noch keine Mail
console-mailbox-none-line = Mails an Nutzer erscheinen hier, wie sie versandt würden.
console-mailbox-to = An
console-mailbox-subject = Betreff
console-mailbox-sent = Geschrieben
console-mailbox-template = Art
console-mailbox-text = Text
console-mailbox-html = Quelltext des HTML-Teils
console-mailbox-count = { $count ->
    [one] Eine Mail
   *[other] { $count } Mails
}

# Suche
console-search-title = Suche
console-search-line = Portale, Nutzer und Datensätze.
console-search-none = Nichts passt
console-search-none-line = Suchen Sie nach dem Anfang eines Wortes: Name, Nummer, Adresse.
console-search-more = Alle ansehen

# Rechte
console-permissions-title = Wer was darf
console-permissions-line = „Reichweite“ heißt: nur Datensätze, zu denen von der Person eine Verknüpfung führt. Nichts ist erlaubt, was hier nicht steht.
console-permissions-legend = Ein Wort in einer Zelle führt zu dem Recht, das es sagt; ein Strich zu einem neuen. Ein Verbot gewinnt gegen jede Erlaubnis.
console-roles-none = Noch gibt es keine Rolle
console-roles-none-line = Die Rolle eines Portals hält die Rechte seiner Nutzer.
console-role-applies = { $count ->
    [one] Gilt für eine Person in { $portals }.
   *[other] Gilt für { $count } Personen in { $portals }.
}
console-role-unused = Kein Portal nutzt diese Rolle.
console-grants = { $count ->
    [one] Ein Recht
   *[other] { $count } Rechte
}
console-grants-list = Rechte
console-grant-lists = Genaue Listen:
console-grants-none = Diese Rolle erlaubt nichts
console-grants-none-line = Ohne ein Recht sieht niemand etwas.
console-grant = Recht
console-grant-number = Nr. { $number }
console-grant-number-long = Recht { $number }
console-grant-add = Recht hinzufügen
console-grant-save = Recht speichern
console-grant-at-once = Eine Änderung gilt ab der nächsten Anfrage.
console-grant-changed-meanwhile = Jemand anderes hat diese Rolle inzwischen geändert. Ihre Angaben sind noch da; prüfen Sie sie und speichern Sie noch einmal.
console-grant-remove-ask = Recht { $number } entfernen?
console-grant-remove-press = Recht entfernen
console-number = Nr.
console-change = Ändern
console-remove = Entfernen
console-attributes-of = Attribute von { $schema }
console-action = Handlung
console-action-view = Sehen
console-action-edit = Ändern
console-action-create = Anlegen
console-action-delete = Entfernen
console-action-attribute = Attribut
console-action-other = Andere Handlung
console-action-other-hint = Wie sie in Rechten steht, etwa message:view. Sie gilt statt der Auswahl darüber.
console-grant-action-any = Alles
console-grant-action-entity-any = Alles mit Datensätzen
console-grant-action-entity-view = Datensätze sehen
console-grant-action-entity-edit = Datensätze ändern
console-grant-action-entity-create = Datensätze anlegen
console-grant-action-entity-delete = Datensätze entfernen
console-grant-action-entity-attribute-view = Attribute sehen
console-grant-action-entity-attribute-edit = Attribute ändern
console-grant-action-meter-reading-create = Zählerstände eingeben
console-grant-action-meter-reading-view = Zählerstände sehen
console-wrong-action = Wählen Sie eine Handlung, oder schreiben Sie eine.
console-effect = Wirkung
console-effect-allow = Erlauben
console-effect-allow-hint = Sofern kein anderes Recht es verbietet.
console-effect-deny = Verbieten
console-effect-deny-hint = Gewinnt gegen jedes Recht, das erlaubt.
console-resource = Gegenstand
console-resource-hint = Etwa contract:* oder contract:*/iban.
console-resource-help = Wie ein Gegenstand geschrieben wird
console-resource-all = Alle Datensätze eines Schemas
console-resource-one = Ein Datensatz
console-resource-schemas = Schemata:
console-resource-attribute = Ein Attribut
console-resource-group = Eine Gruppe von Attributen
console-resource-any = Alles
console-wrong-resource = „{ $resource }“ ist nicht zu verstehen. Schreiben Sie es wie eine der Formen unter „Wie ein Gegenstand geschrieben wird“.
console-condition = Bedingung
console-condition-none = Keine Bedingung
console-conditions = Bedingungen
console-conditions-hint = Alle müssen gelten. Ohne Bedingung gilt das Recht für jeden erreichten Datensatz.
console-condition-equals = ist
console-condition-not-equals = ist nicht
console-condition-equals-current-user = ist die Person selbst
console-condition-not-equals-current-user = ist nicht die Person selbst
console-values = Werte, mit Komma getrennt
console-wrong-condition = Wählen Sie das Attribut und was es sein muss.
console-cell-some = Einige
console-cell-own = Eigene
console-cell-if = wenn { $attribute }

# Erklären
console-explain-title = Warum, und warum nicht
console-explain-line = Wählen Sie eine Person und einen Datensatz, und lesen Sie, was entscheidet.
console-question = Frage
console-attribute-hint = Leer: der ganze Datensatz.
console-attribute-whole = Der ganze Datensatz
console-explain-press = Erklären
console-explain-start = Noch ist nichts gefragt
console-explain-start-line = Suchen Sie links eine Person und einen Datensatz. Jede Antwort hat ihre eigene Adresse.
console-explain-share = Diese Antwort weitergeben:
console-explain-link = Link zu dieser Frage
console-other-user = Andere Person
console-other-record = Anderer Datensatz
console-choose-user = Person wählen
console-choose-record = Datensatz wählen
console-choose-none = Zu „{ $q }“ passt nichts. Suchen Sie anders.
console-answer = Antwort
console-question-view = Darf { $user } { $what } sehen?
console-question-edit = Darf { $user } { $what } ändern?
console-question-create = Darf { $user } { $what } anlegen?
console-question-delete = Darf { $user } { $what } entfernen?
console-question-attribute = Darf { $user } { $what } sehen?
console-answer-yes-view = Ja. { $user } sieht { $record }.
console-answer-yes-edit = Ja. { $user } darf { $record } ändern.
console-answer-yes-create = Ja. { $user } darf { $record } anlegen.
console-answer-yes-delete = Ja. { $user } darf { $record } entfernen.
console-answer-no-view = Nein. { $user } sieht { $record } nicht.
console-answer-no-edit = Nein. { $user } darf { $record } nicht ändern.
console-answer-no-create = Nein. { $user } darf { $record } nicht anlegen.
console-answer-no-delete = Nein. { $user } darf { $record } nicht entfernen.
console-answer-yes-view-attribute = Ja. { $user } sieht { $attribute } von { $record }.
console-answer-yes-edit-attribute = Ja. { $user } darf { $attribute } von { $record } ändern.
console-answer-yes-create-attribute = Ja. { $user } darf { $attribute } setzen, wenn { $record } angelegt wird.
console-answer-yes-delete-attribute = Ja. { $user } darf { $record } mit { $attribute } entfernen.
console-answer-no-view-attribute = Nein. { $user } sieht { $record }, aber nicht { $attribute }.
console-answer-no-edit-attribute = Nein. { $user } darf { $attribute } von { $record } nicht ändern.
console-answer-no-create-attribute = Nein. { $user } darf { $attribute } nicht setzen, wenn { $record } angelegt wird.
console-answer-no-delete-attribute = Nein. { $user } darf { $record } mit { $attribute } nicht entfernen.
console-reason-organisation-disabled = Die Organisation ist ausgeschaltet.
console-reason-portal-disabled = Das Portal ist ausgeschaltet.
console-reason-credential-revoked = Die Sitzung ist beendet.
console-reason-not-registered = Die Registrierung ist nicht bestätigt.
console-reason-access-withdrawn = Der Zugang ist entzogen.
console-reason-access-expired = Der Zugang ist abgelaufen.
console-reason-pending-activation = Kein Kontakt ist zugeordnet.
console-reason-schema-not-allowed = Das Portal öffnet dieses Schema nicht.
console-reason-no-such-record = Diesen Datensatz gibt es nicht.
console-reason-not-reached = Keine Verknüpfung führt von der Person zum Datensatz.
console-reason-not-granted = Kein Recht erlaubt es.
console-reason-denied-by-grant = Ein Recht verbietet es.
console-reason-attribute-not-granted = Kein Recht erlaubt das Attribut.
console-reason-attribute-denied = Ein Recht verbietet das Attribut.
console-reason-identity-field = Es sagt, wer die Person ist, und das ändern Nutzer nie.
console-reason-system-field = Das führt das System.
console-reason-file-not-shared = Die Datei ist nicht für Kunden freigegeben.
console-reason-preview-reads-only = Eine Vorschau ändert nichts.
console-layer-state = Zustand
console-layer-schema = Schema
console-layer-reach = Reichweite
console-layer-grants = Rechte
console-layer-kind = Art
console-layer-state-fine = Registriert, Zugang erteilt, Portal in Betrieb.
console-layer-schema-open = { $schema } ist in { $portal } offen.
console-layer-root = Es ist die Person selbst, ihr Kontakt oder ihre Firma.
console-layer-grant-allows = { $grant } von { $role } erlaubt { $action } für { $resource }.
console-layer-grant-denies = { $grant } von { $role } verbietet { $action } für { $resource }.
console-layer-file-shared = Die Datei ist für Kunden freigegeben.
console-layer-kind-nothing = Für diese Art von Datensatz gilt nichts weiter.
console-layer-not-asked = Nicht gefragt.
console-contact = Kontakt
console-flip-all = { $count ->
    [one] Das würde es ändern:
   *[other] Alle { $count } zusammen würden es ändern:
}
console-flip-none = Nichts, was die Verwaltung einstellen kann, würde es ändern.
console-flip-organisation = Die Organisation einschalten.
console-flip-portal = Das Portal einschalten.
console-flip-sign-in = Die Person meldet sich neu an.
console-flip-confirm = Die Person bestätigt die Registrierung.
console-flip-access = Den Zugang zurückgeben.
console-flip-extend = Den Zugang verlängern.
console-flip-contact = Der Person einen Kontakt zuordnen.
console-flip-schema = { $schema } im Portal öffnen.
console-flip-relate = Den Datensatz über { $attribute } verknüpfen.
console-flip-relate-reached = Den Datensatz über { $attribute } mit einem verknüpfen, den die Person erreicht ({ $schemas }).
console-flip-relate-press = Verknüpfungen öffnen
console-flip-remove = Das Recht entfernen, das { $action } für { $resource } verbietet.
console-flip-add-allow = Ein Recht hinzufügen, das { $action } für { $resource } erlaubt.
console-flip-add-deny = Ein Recht hinzufügen, das { $action } für { $resource } verbietet.
console-flip-share = Die Datei für Kunden freigeben.
console-flip-preview = Als die Person fragen, nicht als Vorschau.
console-flip-open-user = Nutzer öffnen
console-flip-open-portal = Portal öffnen
console-flip-open-record = Datensatz öffnen
console-flip-open-relations = Verknüpfungen öffnen
console-readers = Wer das sieht
console-readers-line = Personen, zu denen von diesem Datensatz Verknüpfungen führen, höchstens 20.
console-readers-none = Von keinem Nutzer führt eine Verknüpfung zu diesem Datensatz.
console-reader-sees = Sieht es
console-reader-not = Sieht es nicht

# Further
console-done-contact-mapped = Der Kontakt ist zugeordnet. Die Person sieht dessen Datensätze ab der nächsten Anfrage.
console-done-contact-unmapped = Die Zuordnung ist gelöst. Die Person wartet wieder auf einen Kontakt.
console-record-groups = Auf dieser Seite
console-relations-held-line = Verknüpfungen, die dieser Datensatz hält.
console-relations-holders-line = Verknüpfungen, die andere Datensätze halten.
console-search-for = Treffer für „{ $q }“
console-mailbox-preview = HTML
console-edit = Bearbeiten
