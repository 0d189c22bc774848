# Datensätze: gespeicherte Ansichten, viele auf einmal, Papierkorb, Dateien für Tabellenprogramme.

# Die Liste
records-jump = Zum Datensatz
records-order = Reihenfolge
records-order-newest = Neueste zuerst
records-order-changed = Zuletzt geänderte zuerst
records-order-title = Titel von A bis Z
records-order-up = { $attribute }, aufsteigend
records-order-down = { $attribute }, absteigend
records-page-size = Zeilen je Seite
records-value-or-from = Wert, oder von
records-value-to = Bis
console-test-between = liegt von … bis
console-test-one-of = ist eines von
console-test-starts = beginnt mit
records-more = Mehr
records-chosen = Auf dieser Seite ausgewählt
records-chosen-count = { "{count}" } auf dieser Seite ausgewählt
records-choose-all = Alle auf dieser Seite auswählen
records-chosen-edit = Bearbeiten
records-chosen-export = Exportieren
records-chosen-delete = Löschen
records-edit-all = Alle { $count } bearbeiten
records-delete-all = Alle { $count } löschen
records-back-to-list = Zurück zur Liste
records-counted = { $count } { $count ->
    [one] { $one }
   *[other] { $many }
}
records-and-more = und { $count } weitere

# Gespeicherte Ansichten
records-views = Gespeicherte Ansichten
records-view-all = Alle
records-view-save = Ansicht speichern
records-view-keep = Änderungen speichern
records-view-manage = Ansicht einstellen
records-view-new = Ansicht speichern
records-view-new-line = Was die Liste { $kind } gerade zeigt, bekommt einen Namen und steht dann über der Liste.
records-view-yours = Diese Ansicht haben Sie gespeichert.
records-view-theirs = Für alle freigegeben. Wer sie ändert, ändert sie für alle.
records-view-name = Name
records-view-wrong-name = Die Ansicht braucht einen Namen mit höchstens 100 Zeichen.
records-view-for = Wer sie sieht
records-view-own = Nur Sie
records-view-own-line = Sie steht über Ihren Listen.
records-view-shared = Alle
records-view-shared-line = Sie steht über den Listen aller Kolleginnen und Kollegen, die sie auch ändern dürfen.
records-view-default = Liste mit dieser Ansicht öffnen
records-view-default-line = Gilt nur für Sie. „Alle“ zeigt immer alles.
records-view-press = Ansicht speichern
records-view-kept-narrowed = Eingegrenzt auf
records-view-kept-everything = Alles
records-view-kept-usual = Die üblichen
records-view-delete = Ansicht löschen
records-view-delete-ask = Ansicht { $name } löschen?
records-view-delete-own = Die Datensätze bleiben. Nur die Ansicht geht.
records-view-delete-shared = Die Datensätze bleiben. Die Ansicht geht für alle.
console-done-view-saved = Die Ansicht ist gespeichert.
console-done-view-deleted = Die Ansicht ist gelöscht.

# Viele auf einmal
records-many-edit = { $what } bearbeiten
records-many-edit-line = Ein Merkmal bekommt überall denselben Wert. Sie sehen, was geschieht, bevor es geschieht.
records-many-attribute = 1. Was geändert wird
records-many-value = 2. Welchen Wert sie bekommen
records-many-which = Merkmal
records-many-choose = Auswählen
records-many-find = Suchen Sie den Datensatz, zu dem sie führen sollen.
records-many-clear = Leeren
records-many-clear-line = Dann steht dort kein Wert mehr.
records-many-check = Prüfen
records-many-wrong-empty = { $label } hat keinen Wert. Geben Sie einen ein oder wählen Sie „Leeren“.
records-many-none = Nichts ausgewählt, was sich ändern lässt
records-many-none-line = Wählen Sie Datensätze in der Liste aus. Auf einmal gehen höchstens { $most }; grenzen Sie die Liste ein, wenn sie mehr findet.
records-check = Stimmt das?
records-check-line = { $what } ausgewählt. Noch ist nichts geändert.
records-check-what = Änderung
records-check-done = Ändern sich
records-check-same = Sind schon so
records-check-refused = Werden abgelehnt
records-check-refusals = Abgelehnt, und warum
records-check-moved = Die Liste findet inzwischen eine andere Zahl von Datensätzen. Bitte prüfen Sie noch einmal.
records-check-partly = Geprüft sind die ersten { $tried } von { $total }. Die anderen werden beim Ändern einzeln geprüft.
records-check-long = Das dauert ein wenig. Es läuft von selbst weiter; Sie können die Seite verlassen.
records-check-press = { $what } ändern
records-check-press-none = Ändern
records-check-none = Es würde sich nichts ändern. Geben Sie einen anderen Wert ein.
records-check-back = Anderer Wert
records-many-delete-ask = { $what } löschen?
records-many-delete-line = Sie kommen in den Papierkorb und lassen sich wiederherstellen. In den Portalen sind sie sofort weg.
records-many-delete-press = { $what } löschen
records-did-set = { $attribute } auf { $value } gesetzt
records-did-clear = { $attribute } geleert
records-did-remove = { $what } gelöscht
records-did-restore = { $what } wiederhergestellt
records-did-undo = Rückgängig: { $change }
records-by-you = Ihnen
records-by-nobody = nicht bekannt
records-reason = Grund
records-reason-missing = Den Datensatz gibt es nicht mehr.
records-reason-contested = Er wurde seitdem wieder geändert und bleibt, wie er ist.
records-batches = Gemeinsam geändert
records-batches-line = Was mit vielen Datensätzen auf einmal geschah ({ $kind }), das Neueste zuerst. { $days } Tage aufbewahrt.
records-batches-none = Noch nichts gemeinsam geändert
records-batches-none-line = Wählen Sie Datensätze in der Liste aus und was mit ihnen geschehen soll.
records-batch-what = Änderung
records-batch-state = Stand
records-batch-by = Von
records-batch-at = Wann
records-batch-line = { $what }, von { $who }, { $when }
records-batch-runs = { $done } von { $total } sind fertig
records-batch-runs-line = Es läuft von selbst weiter; Sie können die Seite verlassen.
records-batch-again = Noch einmal nachsehen
records-batch-stop = Anhalten
records-batch-stopped = Angehalten nach { $done } von { $total }. Der Rest blieb, wie er war.
records-batch-undone = Diese Änderungen wurden rückgängig gemacht.
records-batch-undone-show = Anzeigen
records-batch-undoes = Dies nahm eine frühere Änderung zurück.
records-batch-undoes-show = Anzeigen
records-state-runs = Läuft
records-state-stopped = Angehalten
records-state-partly = Teilweise erledigt
records-state-done = Erledigt
records-outcome = Ergebnis
records-outcomes = Welche Datensätze
records-outcome-all = Alle
records-outcome-waiting = Wartet
records-outcome-done = Erledigt
records-outcome-same = War schon so
records-outcome-contested = Seitdem geändert
records-outcome-refused = Abgelehnt
records-undo = Rückgängig machen
records-undo-ask = Änderung rückgängig machen ({ $what })?
records-undo-press = Rückgängig machen
records-undo-line = Jeder Datensatz bekommt zurück, was vorher dort stand. Was seitdem wieder geändert wurde, bleibt. Der Verlauf behält beides.
records-undo-line-removed = Jeder Datensatz kommt aus dem Papierkorb zurück, mit allem, was zu ihm führt.
console-done-batch-stopped = Es ist angehalten. Was fertig ist, bleibt.
console-done-batch-moved = Die Liste findet inzwischen eine andere Zahl von Datensätzen. Bitte prüfen Sie noch einmal.

# Papierkorb
records-bin = Papierkorb
records-bin-line = { $count ->
    [0] Keine gelöschten Datensätze ({ $kind }).
    [one] Ein gelöschter Datensatz ({ $kind }).
   *[other] { $count } gelöschte Datensätze ({ $kind }), der zuletzt gelöschte zuerst.
}
records-bin-none = Der Papierkorb ist leer
records-bin-none-line = Gelöschte Datensätze warten hier, bis jemand sie wiederherstellt.
records-bin-at = Gelöscht
records-bin-by = Von
records-erase = Endgültig löschen
records-erase-ask = { $title } endgültig löschen?
records-erase-line = Der Datensatz und alles, was sein Verlauf von ihm erzählt, sind dann weg. Niemand kann sie zurückholen.
records-erase-press = Endgültig löschen
console-done-record-erased = Der Datensatz ist endgültig gelöscht, mit seinem Verlauf.
records-restore = Wiederherstellen
records-restore-chosen = Wiederherstellen
console-done-record-restored = Der Datensatz ist wiederhergestellt, mit allem, was zu ihm führt.
console-done-bin-none-chosen = Wählen Sie die Datensätze aus, die zurückkommen sollen.

# Dateien für Tabellenprogramme
records-export = Exportieren
records-export-press = CSV herunterladen
records-export-columns = Spalten
records-export-shown = Die der Liste
records-export-every = Alle Merkmale
records-export-separator = Trennzeichen
records-export-semicolon = Semikolon (;)
records-export-comma = Komma (,)
records-export-line = Alle Datensätze, die die Liste findet, nicht nur diese Seite.
