# Die Werkstatt der Verwaltung: Schemas, Seiten, Blöcke.

# Formulare
setting-none = Nichts gewählt
setting-not-there = { $value } (bleibt, wie es ist)
setting-nothing-to-choose = Es gibt noch nichts zu wählen.
setting-title-of-record = Titel des Datensatzes
setting-add = Eintrag hinzufügen
setting-up = Eintrag { $number } nach oben
setting-down = Eintrag { $number } nach unten
setting-drop = Eintrag { $number } entfernen
setting-row-label = { $what }, Eintrag { $number }
setting-wrong-number = Geben Sie eine ganze Zahl von { $least } bis { $most } ein.
setting-wrong-moment = Das ist kein Zeitpunkt. Schreiben Sie ihn wie 2026-11-25T08:30.
setting-wrong-json = Das ist kein JSON: Zeile { $line }, Zeichen { $column }. Was Sie geschrieben haben, steht noch da.
setting-yes = Ja
setting-no = Nein
setting-clash = Jemand hat inzwischen etwas anderes gespeichert
setting-clash-line = Unten steht beides. Speichern Sie noch einmal, dann gilt, was im Formular steht.
setting-clash-again = Den gespeicherten Stand laden
setting-clash-what = Angabe
setting-clash-stored = Gespeichert
setting-clash-yours = Im Formular

# Schemas
console-schemas = Schemas
schema-slug = Kurzname
schema-slug-hint = Kleine Buchstaben, Ziffern und _, zum Beispiel wallbox. Er steht in Adressen und Rechten und bleibt für immer.
schema-slug-wrong = { $slug } ist als Kurzname nicht möglich: Es gibt ihn schon, er ist vergeben, oder er enthält mehr als kleine Buchstaben, Ziffern und _.
schema-stale = Jemand hat das Schema inzwischen geändert.
schema-attributes = Attribute
schema-groups = Gruppen
schema-list-line = { $count ->
    [one] Eine Art von Datensätzen
   *[other] { $count } Arten von Datensätzen
}. Was hier gespeichert wird, gilt sofort in Listen, Formularen und Portalen.
schema-add = Neues Schema
schema-add-line = Eine neue Art von Datensätzen. Portale zeigen sie erst, wenn Sie das Schema dort erlauben und Rechte vergeben.
schema-from = Vorlage
schema-from-scratch = Ohne Vorlage
schema-create = Schema anlegen
schema-copy = Kopieren
schema-copy-name = { $name } (Kopie)
schema-save = Schema speichern
schema-names = Namen und Gruppen
schema-line = Version { $version } · { $count ->
    [one] ein Attribut
   *[other] { $count } Attribute
}
schema-no-group = Ohne Gruppe
schema-group-empty = In dieser Gruppe steht noch nichts.
schema-title-sample = Der neueste Datensatz heißt damit:
schema-title-no-sample = Noch gibt es keinen Datensatz, an dem sich der Titel zeigen lässt.
schema-title-try = Titel ausprobieren
schema-remove = Schema entfernen
schema-remove-ask = Schema { $name } entfernen?
schema-remove-line = Rechte, Seiten und Einstellungen, die es nennen, bleiben stehen und zeigen nichts mehr.
schema-remove-held = Es gibt noch Datensätze. Entfernen Sie diese zuerst.
setting-schema-name = Ein Datensatz heißt
setting-schema-plural = Mehrere heißen
setting-schema-title-template = Titel
setting-schema-title-template-hint = Text und Attribute in doppelten Klammern, zum Beispiel {"{{"}contract_name{"}}"}. Den Titel sieht jeder, der den Datensatz sieht, auch wenn ein Attribut darin verborgen ist. Vorhandene Datensätze bekommen ihn bei der nächsten Änderung.
setting-schema-icon = Symbol
setting-schema-group-settings = Gruppen
setting-schema-group-settings-hint = Gruppen ordnen die Attribute. Rechte können eine Gruppe als Ganzes nennen: Ihr Kurzname bleibt besser, wie er ist.
setting-schema-id = Kurzname der Gruppe
setting-schema-label = Überschrift

# Attribute
attribute-add = Neues Attribut
attribute-line = Attribut von { $schema }
attribute-name = Name
attribute-name-hint = Kleine Buchstaben, Ziffern und _. Datensätze, Rechte und Seiten nennen das Attribut so; der Name bleibt für immer.
attribute-name-fixed = Datensätze, Rechte und Seiten nennen das Attribut so. Für einen anderen Namen legen Sie ein neues an.
attribute-name-wrong = Dieser Name geht nicht: Es gibt ihn schon, oder er besteht nicht aus kleinen Buchstaben, Ziffern und _ mit einem Buchstaben am Anfang.
attribute-label-missing = Schreiben Sie in mindestens einer Sprache, wie das Attribut heißt.
attribute-option-wrong = Jede Auswahl braucht einen Wert, den keine andere hat.
attribute-save = Attribut speichern
attribute-again = Fragen zu dieser Art zeigen
attribute-up = { $name } nach oben
attribute-down = { $name } nach unten
attribute-required = Pflicht
attribute-readonly = Nur lesen
attribute-hidden = Verborgen
attribute-identifier = Kennung
attribute-sensitive = Schützenswert
attribute-kept = Bleibt, wie es ist
attribute-remove = Attribut entfernen
attribute-remove-ask = Attribut { $name } entfernen?
attribute-remove-free = Kein Datensatz, kein Recht und keine Seite nennt es.
attribute-remove-line = Die Werte bleiben in den Datensätzen gespeichert, werden aber nirgends mehr gezeigt. Ein neues Attribut mit demselben Namen zeigt sie wieder. Was das Attribut nennt, zeigt oder erlaubt dann nichts mehr.
attribute-held = { $count ->
    [0] Kein Datensatz hat einen Wert
    [one] Ein Datensatz hat einen Wert
   *[other] { $shown } Datensätze haben einen Wert
}
attribute-in-title = Der Titel der Datensätze enthält es.
attribute-on-page = Steht auf der Seite
attribute-in-settings = Steht in den Einstellungen von
attribute-grant = { $role }, Nr. { $number }
attribute-grants = { $count ->
    [one] Ein Recht nennt es:
   *[other] { $count } Rechte nennen es:
}
attribute-effects = Das ändert mehr als dieses Formular
attribute-retype-line = Vorhandene Werte bleiben, wie sie sind. Was nicht zur neuen Art passt, wird als Text gezeigt und muss bei der nächsten Änderung berichtigt werden.
attribute-regroup-line = Rechte nennen die alte oder die neue Gruppe. Mit der Gruppe ändert sich, wer das Attribut sieht.
attribute-agree = Ja, so soll es sein
attribute-agree-first = Lesen Sie, was sich ändert, und stimmen Sie zu.
setting-attribute-label = Beschriftung
setting-attribute-type = Art
setting-attribute-group = Gruppe
setting-attribute-required = Pflicht: Kein Datensatz ohne einen Wert
setting-attribute-readonly = Nur lesen: Formulare bieten es nicht zum Ändern an
setting-attribute-hidden = Verborgen: Seiten zeigen es nur, wenn sie es nennen
setting-attribute-sensitive = Schützenswert
setting-attribute-sensitive-hint = Ein Hinweis für die Verwaltung, zum Beispiel bei Bankdaten. Wer es sieht, bestimmen allein die Rechte.
setting-attribute-exclude-from-search = Nicht in der Suche
setting-attribute-identifier = Kennung: Der Wert findet den Datensatz, zum Beispiel bei der Registrierung
setting-attribute-multiline = Mehrere Zeilen
setting-attribute-repeatable = Mehrere Werte
setting-attribute-unit = Einheit
setting-attribute-unit-hint = Steht hinter der Zahl, zum Beispiel kWh.
setting-attribute-options = Auswahl
setting-attribute-options-hint = Der Wert steht im Datensatz, die Beschriftung auf den Seiten. Datensätze mit einem Wert, der hier fehlt, behalten ihn bis zur nächsten Änderung.
setting-attribute-value = Wert
setting-attribute-title = Beschriftung
setting-attribute-tone = Ton
setting-attribute-tone-is-neutral = Neutral
setting-attribute-tone-is-good = Gut
setting-attribute-tone-is-warn = Achtung
setting-attribute-tone-is-bad = Schlecht
setting-attribute-tone-is-info = Im Gang
setting-attribute-columns = Spalten
setting-attribute-name = Name
setting-attribute-type-is-string = Text
setting-attribute-type-is-number = Zahl
setting-attribute-type-is-date = Tag
setting-attribute-allowedschemas = Verweist auf
setting-attribute-allowedschemas-hint = Ohne Auswahl: auf jede Art von Datensatz.
setting-attribute-relation-type = Wie viele
setting-attribute-relation-type-is-has-many = Mehrere
setting-attribute-relation-type-is-has-one = Höchstens einer
attribute-type-string = Text
attribute-type-number = Zahl
attribute-type-currency = Betrag
attribute-type-boolean = Ja oder nein
attribute-type-date = Tag
attribute-type-datetime = Zeitpunkt
attribute-type-select = Auswahl
attribute-type-multiselect = Mehrfachauswahl
attribute-type-status = Status
attribute-type-address = Adresse
attribute-type-email = E-Mail-Adresse
attribute-type-phone = Telefonnummer
attribute-type-link = Webadresse
attribute-type-country = Land
attribute-type-payment = Bankverbindung
attribute-type-table = Tabelle
attribute-type-relation = Verweis auf Datensätze
attribute-type-file = Datei
attribute-type-image = Bild
attribute-type-internal = Intern (beliebiges JSON)
schema-groups-wrong = So gehen die Gruppen nicht: Jede braucht einen eigenen Kurznamen ohne : / * und ., und eine mit Attributen kann nicht verschwinden. Ordnen Sie erst ihre Attribute anders zu.
attribute-misfits = { $count ->
    [one] Ein vorhandener Wert passt dann nicht mehr.
   *[other] { $shown } vorhandene Werte passen dann nicht mehr.
}
setting-attribute-identifier-hint = Bei vorhandenen Datensätzen gilt eine Änderung kurz nach dem Speichern.
setting-attribute-exclude-from-search-hint = Bei vorhandenen Datensätzen gilt eine Änderung kurz nach dem Speichern.

# Was getan wurde
console-done-schema-saved = Das Schema ist gespeichert und gilt ab jetzt.
console-done-schema-created = Das Schema ist angelegt.
console-done-schema-removed = Das Schema ist entfernt.
console-done-attribute-saved = Das Attribut ist gespeichert und gilt ab jetzt.
console-done-attribute-moved = Die Reihenfolge ist gespeichert.
console-done-attribute-removed = Das Attribut ist entfernt.

# Blöcke
block-heading-line = Der Titel der Seite oder eines Teils
block-text-line = Absätze oder ein Hinweis
block-quick-actions-line = Kacheln oder Knöpfe, die weiterführen
block-teaser-line = Ein Angebot oder eine Neuigkeit mit einem Knopf
block-attribute-line = Eine Angabe eines Datensatzes
block-attribute-group-line = Mehrere Angaben, auf Wunsch zum Ändern
block-entity-list-line = Datensätze zum Suchen und Blättern
block-group-line = Bausteine untereinander, nebeneinander oder in zwei Spalten
block-tabs-line = Teile einer Seite mit eigener Adresse
block-tab-line = Ein Teil unter Reitern
block-footer-line = Die letzte Zeile jeder Seite
setting-title = Titel
setting-title-hint = Leere Texte bleiben weg. Werte stehen in doppelten Klammern, zum Beispiel {"{{"}contact.first_name{"}}"}.
setting-subtitle = Zeile darunter
setting-heading-level = Ebene
setting-heading-level-hint = 1 ist der Titel der Seite, 2 der eines Teils.
setting-text-text = Text
setting-text-text-hint = Eine leere Zeile beginnt einen Absatz.
setting-text-tone = Als Hinweis
setting-text-tone-is-none = Einfacher Text
setting-text-tone-is-info = Gut zu wissen
setting-text-tone-is-warn = Achtung
setting-quick-actions-layout = Anordnung
setting-quick-actions-layout-is-grid = Kacheln
setting-quick-actions-layout-is-stacked = Eine Zeile mit Knöpfen
setting-quick-actions-actions = Aktionen
setting-quick-actions-title = Titel
setting-icon-name = Symbol
setting-linktype = Führt
setting-linktype-is-internal = Auf eine Seite des Portals
setting-linktype-is-external = Nach draußen
setting-target-path = Seite des Portals
setting-target-path-hint = Ein Pfad wie /meters.
setting-link = Adresse draußen
setting-link-hint = Beginnt mit https:, mailto: oder tel:.
setting-button-label = Knopf
setting-schema = Art der Datensätze
setting-schema-hint = Zeigen Sie danach das Formular neu, dann stehen die Attribute zur Wahl.
setting-attribute-name-label = Attribut
setting-label = Beschriftung
setting-name = Name
setting-editable = Lässt sich ändern, wo die Rechte es erlauben
setting-hideemptyvalue = Ohne Wert nichts zeigen
setting-attribute-group-value = Gruppe von Attributen
setting-attribute-group-value-hint = Oder wählen Sie unten Art und Attribute selbst.
setting-attribute-group-attributes = Attribute in dieser Reihenfolge
setting-entity-list-columns = Spalten
setting-entity-list-columns-hint = Die erste ist der Titel. Wer eine Spalte nicht sehen darf, bekommt sie nicht.
setting-entity-list-sort = Reihenfolge
setting-entity-list-sort-hint = Ein Attribut mit :asc oder :desc, zum Beispiel start_date:desc.
setting-entity-list-page-size = Zeilen je Seite
setting-entity-list-enable-search = Mit Suchfeld
setting-entity-list-search-fields = Gesucht wird in
setting-entity-list-filters = Bedingungen
setting-entity-list-filters-hint = Eine JSON-Liste; alle müssen gelten, zum Beispiel [{"{"}"term": {"{"}"status": "active"{"}"}{"}"}].
setting-entity-list-filters-context-mapping = Nur Verknüpftes
setting-entity-list-filters-context-mapping-hint = JSON, zum Beispiel {"{"}"contract": "{"{{"}contract._id{"}}"}"{"}"}.
setting-entity-list-empty = Wenn nichts da ist
setting-entity-list-link-to-detail = Titel führt zur Seite des Datensatzes
setting-entity-list-destinationpageid = Titel führt stattdessen zu
setting-group-layout-type = Anordnung
setting-group-layout-type-is-stacked = Untereinander
setting-group-layout-type-is-grid = Nebeneinander
setting-group-layout-type-is-main-side = Breite und schmale Spalte
setting-group-layout-columns = Spalten
setting-tab-label = Beschriftung
setting-tab-name = Name in der Adresse
setting-tab-name-hint = Ein Wort aus kleinen Buchstaben.
setting-footer-description = Zeile
setting-footer-links-de = Links (Deutsch)
setting-footer-links-en = Links (Englisch)
setting-footer-url = Adresse
setting-block-column = Spalte
setting-block-column-is-main = Breite Spalte
setting-block-column-is-side = Schmale Spalte

# Sichtbarkeit
setting-visibility-is-hidden = Ausblenden
setting-visibility-start-date = Sichtbar ab
setting-visibility-end-date = Sichtbar bis
setting-visibility-hidden-on-mobile = Nicht auf Telefonen
setting-visibility-hidden-on-desktop = Nur auf Telefonen
setting-visibility-visible-for-targets = Sichtbar für
setting-visibility-visible-for-targets-hint = Zielgruppen; ohne Auswahl für alle.
setting-visibility-visible-for-operator = Bei mehreren
setting-visibility-visible-for-operator-is-or = Eine genügt
setting-visibility-visible-for-operator-is-and = Alle müssen passen
setting-visibility-hidden-for-targets = Verborgen für
setting-visibility-hidden-for-operator = Verborgen, wenn
setting-visibility-hidden-for-operator-is-or = Eine passt
setting-visibility-hidden-for-operator-is-and = Alle passen

# Seiten
setting-page-title = Name der Seite
setting-page-title-hint = Steht in der Navigation, im Browser und über der Seite.
setting-page-slug = Adresse
setting-page-slug-hint = Der Pfad nach dem Schrägstrich. Die alte Adresse führt weiter hierher.
setting-page-parentid = Gehört zu
setting-page-parentid-hint = Steht im Pfad über der Seite, zum Beispiel die Liste über einem Datensatz.
setting-page-show-in-navigation = In der Navigation
setting-page-is-entry-route = Erste Seite nach der Anmeldung
setting-page-is-public = Ohne Anmeldung zu sehen
setting-page-is-detail = Zeigt einen Datensatz
setting-page-detail-schema = Von dieser Art
setting-page-icon-name = Symbol

# Seiten bearbeiten
page-parts = Teile der Seite
page-blocks = Bausteine
page-settings = Einstellungen
page-add = Neue Seite
page-create = Seite anlegen
page-save = Seite speichern
page-copy = Kopieren
page-hide = Ausblenden
page-show = Einblenden
page-remove = Seite entfernen
page-remove-ask = Seite { $name } entfernen?
page-remove-line = Ihre Bausteine gehen mit. Wer die Adresse aufruft, findet nichts mehr.
page-remove-system = Das Portal braucht diese Seite. Blenden Sie sie aus.
page-belongs = Gehört zu ihr:
page-linked = Führt zu ihr:
page-linked-everywhere = Etwas, das auf jeder Seite steht, führt zu ihr.
page-from = Vorlage
page-from-scratch = Leere Seite
page-from-starter = Grundausstattung: { $name }
page-from-copy = Kopie von { $name }
page-slug-hint = Der Pfad nach dem Schrägstrich, zum Beispiel wallbox.
page-slug-kept = Unter dieser Adresse zeigt jedes Portal etwas Eigenes. Wählen Sie eine andere.
page-slug-wrong = Diese Adresse geht nicht: Eine andere Seite hat sie, oder sie enthält mehr als Buchstaben, Ziffern, - _ und /.
page-past = Frühere Adressen, die hierher führen: { $routes }
page-preview = Vorschau
page-preview-as = Gesehen von
page-preview-show = Zeigen
page-preview-open = Groß öffnen
page-preview-title = Die Seite, wie { $name } sie sieht
page-preview-nobody = Noch kann sich niemand anmelden, als der sich die Seite zeigen ließe.
page-preview-banner = Vorschau: das Portal, wie { $name } es sieht. Nichts lässt sich ändern.
page-preview-end = Vorschau beenden

# Blöcke bearbeiten
block-add = Baustein hinzufügen
block-add-into = In { $name }
block-add-one = { $name } hinzufügen
block-sample = So sieht { $name } aus
block-save = Baustein speichern
block-again = Formular neu zeigen
block-parent = Steht in
block-parent-page = Auf der Seite selbst
block-visibility = Wann und für wen
block-unknown-line = Portale zeigen ihn nicht. Was er enthält, bleibt erhalten und lässt sich hier als JSON ändern.
block-remove = Baustein entfernen
block-remove-ask = { $name } entfernen?
block-remove-line = { $count ->
    [0] Nichts anderes steht darin.
    [one] Der Baustein, der darin steht, geht mit.
   *[other] Die { $count } Bausteine, die darin stehen, gehen mit.
}
block-step-up = { $name } nach oben
block-step-down = { $name } nach unten
block-step-copy = { $name } verdoppeln
block-step-hide = { $name } ausblenden
block-step-show = { $name } einblenden
block-step-into = Baustein in { $name } hinzufügen
console-done-page-saved = Die Seite ist gespeichert.
console-done-page-created = Die Seite ist angelegt.
console-done-page-moved = Die Reihenfolge ist gespeichert.
console-done-page-hidden = Die Seite ist ausgeblendet: Niemand findet sie mehr.
console-done-page-shown = Die Seite ist wieder zu sehen.
console-done-page-removed = Die Seite ist entfernt.
console-done-block-added = Der Baustein steht auf der Seite. Sagen Sie nun, was er zeigt.
console-done-block-saved = Der Baustein ist gespeichert.
console-done-block-up = Die Reihenfolge ist gespeichert.
console-done-block-down = Die Reihenfolge ist gespeichert.
console-done-block-copy = Die Kopie steht darunter.
console-done-block-hide = Der Baustein ist ausgeblendet.
console-done-block-show = Der Baustein ist wieder zu sehen.
console-done-block-removed = Der Baustein ist entfernt.

# Verhalten eines Portals
portal-behaviour = Verhalten
portal-behaviour-save = Verhalten speichern
portal-config-unreadable = Der Text „config“ dieses Portals ist kein lesbares JSON. Sprachen und Hilfe lassen sich hier erst ändern, wenn er berichtigt ist.
portal-either-way = Anmelden ohne Passwort und ein zweiter Schritt schließen sich aus. Wählen Sie eines davon.
portal-part-words = Sprachen und Hilfe
portal-part-words-line = Was auf jeder Seite und in der Hilfe steht
portal-part-registration = Registrierung
portal-part-registration-line = Wer ein Konto anlegen darf, und woran erkannt wird, wer jemand ist
portal-part-sign-in = Anmeldung
portal-part-sign-in-line = Wie Nutzer beweisen, wer sie sind
portal-part-records = Verträge
portal-part-records-line = Welche Verträge Nutzer finden und selbst hinzufügen
portal-part-programs = Für Programme
portal-part-programs-line = Diese Angaben werden gespeichert und über die Schnittstelle weitergegeben. Die eigenen Seiten des Portals ändern sich damit nicht.
setting-portal-config-languages = Sprachen
setting-portal-config-languages-hint = Ohne Auswahl: alle. Nutzer wechseln zwischen ihnen.
setting-portal-config-default-language = Zuerst
setting-portal-config-support-phone = Telefon
setting-portal-config-support-email = E-Mail-Adresse
setting-portal-config-support-hours = Erreichbar
setting-portal-config-externallinks = Weitere Links
setting-portal-config-externallinks-hint = Sie stehen auf der Hilfeseite.
setting-portal-label = Beschriftung
setting-portal-link = Adresse
setting-portal-self-registration-setting = Selbst registrieren
setting-portal-self-registration-setting-is-allow-without-contact-creation = Erlaubt; wen niemand kennt, ordnen Sie zu
setting-portal-self-registration-setting-is-allow-with-contact-creation = Erlaubt; wen niemand kennt, wird ein neuer Kontakt
setting-portal-self-registration-setting-is-always-create-contact = Erlaubt; immer als neuer Kontakt
setting-portal-self-registration-setting-is-block-if-portal-user-exists = Nur bekannte Kontakte, und jeder nur einmal
setting-portal-self-registration-setting-is-deny = Nur bekannte Kontakte
setting-portal-self-registration-setting-is-disallow-completely = Niemand; nur mit Einladung
setting-portal-registration-identifiers = Woran wir jemanden erkennen
setting-portal-registration-identifiers-hint = Alle Angaben müssen zusammen genau einen Kontakt ergeben.
setting-portal-self-registration-entity = Zuerst erkannt wird
setting-portal-self-registration-entity-is-contact = Der Kontakt
setting-portal-self-registration-entity-is-account = Die Firma, dann der Kontakt darin
setting-portal-self-registration-account-setting = Wenn die Firma zuerst erkannt wird
setting-portal-self-registration-account-setting-is-deny = Nur bekannte Firmen
setting-portal-self-registration-account-setting-is-block-if-portal-user-exists = Nur bekannte Firmen ohne Konto
setting-portal-self-registration-account-setting-is-allow-with-creation = Erlaubt; welche niemand kennt, wird neu angelegt
setting-portal-self-registration-account-setting-is-always-create = Erlaubt; immer neu angelegt
setting-portal-self-registration-account-setting-is-disallow-completely = Niemand; nur mit Einladung
setting-portal-contact-identifiers-for-account = Woran wir den Kontakt in der Firma erkennen
setting-portal-schema = Art der Datensätze
setting-portal-name = Attribut
setting-portal-additional-contact-attributes = Weitere Fragen
setting-portal-additional-contact-attributes-hint = Die Antworten kommen in einen neuen Kontakt. Sie erkennen niemanden.
setting-portal-required = Pflicht
setting-portal-block-registration-if-portal-user-exists = Ablehnen, wenn der Kontakt schon ein Konto hat
setting-portal-auth-settings-passwordless-login-enabled = Anmelden ohne Passwort
setting-portal-auth-settings-passwordless-login-enabled-hint = Mit einem Code oder Link, der per E-Mail kommt.
setting-portal-advanced-mfa-enabled = Zweiter Schritt nach dem Passwort
setting-portal-advanced-mfa-enabled-hint = Ein Code per E-Mail. Nicht zusammen mit der Anmeldung ohne Passwort.
setting-portal-auth-settings-prevent-user-enumeration = Nicht verraten, ob es ein Konto gibt
setting-portal-auth-settings-prevent-user-enumeration-hint = Registrierung und Anmeldung antworten Fremden immer gleich.
setting-portal-cognito-details-password-policy-minimum-length = Passwort: mindestens so viele Zeichen
setting-portal-cognito-details-password-policy-password-history-size = Passwort: so viele frühere sind gesperrt
setting-portal-contract-identifiers = Womit Nutzer einen Vertrag hinzufügen
setting-portal-contract-identifiers-hint = Alle Angaben müssen zum selben Vertrag gehören.
setting-portal-inactive-contract-cutoff-years = Beendete Verträge so viele Jahre zeigen
setting-portal-inactive-contract-cutoff-years-hint = Gilt für die Vertragsliste der Schnittstelle. Listen auf Seiten haben ihre eigenen Bedingungen.
setting-portal-is-dummy = Testportal
setting-portal-prevent-search-engine-indexing = Suchmaschinen fernhalten
setting-portal-user-account-self-management = Nutzer verwalten ihr Konto selbst
setting-portal-meter-reading-grace-period = Tage Spielraum beim Ablesen
setting-portal-feature-settings-start-page = Startseite
setting-portal-feature-settings-billing = Abrechnung
setting-portal-feature-settings-change-due-date = Fälligkeit ändern
setting-portal-feature-settings-new-design = Neues Design
setting-portal-contract-selector-config-show-inactive = Vertragswahl: auch beendete
setting-portal-contract-selector-config-title-path = Vertragswahl: Titel aus dem Attribut

# Designs
design-standard = Standard
design-stored = Gespeicherter Stand
design-worn = { $portal }, wie { $name } es in diesem Design sieht
design-logo = Logo
design-logo-main = Für helle Seiten
design-logo-dark = Für dunkle Seiten, wenn es ein anderes ist
design-logo-limit = SVG, PNG, JPG oder WebP bis 500 KB
design-logo-press = Logo hochladen
design-logo-remove = Logo abnehmen
design-logo-none = Wählen Sie zuerst ein Bild aus.
design-logo-large = Das Bild ist größer als 500 KB. Wählen Sie ein kleineres.
design-logo-kind = Das ist kein Bild, das hier geht. Nehmen Sie SVG, PNG, JPG oder WebP.
console-done-logo-saved = Das Logo ist gespeichert. Portale mit diesem Design zeigen es ab jetzt.
console-done-logo-removed = Das Logo ist abgenommen.

# Dokumente
console-block-documents = Dokumente
block-documents-line = Dateien, die der Leser sehen darf, auf Wunsch zum Hochladen
setting-documents-schema = Nur Dateien dieser Datensätze
setting-documents-page-size = Dateien je Seite
setting-documents-enable-search = Mit Suchfeld
setting-documents-search-fields = Gesucht wird in
setting-documents-enable-upload = Hochladen, wo die Rechte es erlauben
setting-documents-empty = Wenn nichts da ist
