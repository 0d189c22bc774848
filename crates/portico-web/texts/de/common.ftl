# Worte, die auf vielen Seiten stehen.

# Rahmen der Seite
skip-to-content = Zum Inhalt
places = Bereiche
places-more = Mehr
help = Hilfe
account-menu = Ihr Konto
notices = { $count ->
    [0] Keine neuen Mitteilungen
    [one] Eine neue Mitteilung
   *[other] { $count } neue Mitteilungen
}
breadcrumb = Pfad
back = Zurück
back-to-overview = Zurück zur Übersicht
link-new-window = öffnet ein neues Fenster

# Konsole
console-name = Portico-Konsole
console-menu = Menü
console-navigation = Konsole
console-search = Suchen oder springen

# Felder
field-optional = (freiwillig)
file-choose = Datei wählen oder hierher ziehen
error-summary-title = { $count ->
    [one] Bitte prüfen Sie eine Angabe
   *[other] Bitte prüfen Sie { $count } Angaben
}
error-title-prefix = Fehler: { $title }
number-understood = Verstanden als { $value }.
number-ambiguous = Verstanden als { $taken }. Meinten Sie { $other }? Dann schreiben Sie die Zahl bitte ohne Punkt.

# Listen
filter-bar = Liste filtern
filter-apply = Filtern
filter-remove = Filter { $filter } entfernen
pagination = Seiten
pagination-back = Zurück
pagination-next = Weiter
table-select = Auswahl
table-select-row = { $row } auswählen

# Stände
progress-step = Schritt { $step } von { $of }
step-done = erledigt
step-now = läuft gerade
step-coming = kommt noch
step-skipped = entfällt
wish-now = Gilt zurzeit
wish-pending = Beantragt
wish-approved = Genehmigt
wish-declined = Abgelehnt
document-new = Neu
document-download = Herunterladen

# Werte
value-yes = Ja
value-no = Nein
value-empty = keine Angabe
value-details = siehe Einzelheiten

# Handlungen
save = Speichern
cancel = Abbrechen
edit = Ändern
delete = Löschen
close = Schließen
open = Öffnen
search = Suchen
continue = Weiter
or = oder
sign-in = Anmelden
sign-out = Abmelden
show-all = Alle ansehen

# Rechte
explain-passed = erlaubt
explain-refused = verweigert
explain-not-checked = nicht geprüft
explain-flip = Was es ändern würde
grant-reach = Reichweite
grant-all = Alle
grant-attributes = { $count } Attr.
grant-deny = Verbot
matrix-schema = Schema

# Gestaltung
contrast-enough = reicht
contrast-short = reicht nicht

# Diagramm, Fotos, Auswahl
chart-table = Als Tabelle
chart-period = Zeitraum
chart-incomplete = unvollständig
photo-take = Aufnehmen
switcher-other = , anderen wählen
