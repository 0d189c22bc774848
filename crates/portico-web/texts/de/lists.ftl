# Suche im Kopf jeder Seite, und was Listen sagen.
find-everything = Alles durchsuchen
find-label = Name, Nummer, Straße oder Ort
filter-is = ist
list-search = { $what } durchsuchen
list-search-in = { $what } durchsuchen: { $fields }
list-searched = Gesucht wird in: { $fields }.
list-any = { $what }: alle
list-sort = Sortieren
list-turned-down = { $what }, absteigend
list-turned-up = { $what }, aufsteigend
list-nothing-chosen = Dazu gibt es zurzeit nichts
list-all-again = Alle wieder anzeigen
list-nothing-yet = Noch keine { $what }
list-nothing-more = Was hierher gehört, erscheint von selbst, sobald es da ist.
list-nothing-help = Etwas fehlt? So erreichen Sie uns
