# Dokumente: ansehen, übermitteln, zurücknehmen
files-title = Dokumente
files-document = Dokument
files-back = Zurück
files-all = Alle Dokumente
files-search = Dokumente durchsuchen
files-apply = Anzeigen
files-of = Gehört zu
files-of-all = Alles
files-count = { $count ->
    [one] 1 Dokument
   *[other] { $count } Dokumente
}
files-empty = Noch keine Dokumente
files-empty-line = Rechnungen, Verträge und Mitteilungen erscheinen hier, sobald es sie gibt.
files-nothing-found = Dazu gibt es kein Dokument.
files-hand-in = Dokument übermitteln
files-record = Wozu gehört es?
files-record-hint = So findet es gleich die richtigen Leute.
files-record-choose = Bitte auswählen
files-choose = Dateien
files-limit = { $kinds } und andere gängige Formate, je Datei bis { $size }.
files-arrived = Schon angekommen und noch nicht übermittelt:
files-send = Übermitteln
files-send-all = Alles übermitteln
files-progress = Fortschritt
files-sending = Wird gesendet: PERCENT %
files-checking = Alles gesendet, wird geprüft …
files-broken = Die Verbindung ist abgebrochen. Ihre Auswahl ist noch da: Senden Sie noch einmal.
files-large-before = NAME ist größer als erlaubt. Wählen Sie eine kleinere Datei.
files-fault-record = Wählen Sie aus, wozu die Dokumente gehören.
files-fault-none = Wählen Sie mindestens eine Datei aus.
files-fault-ending = { $name }: Diese Art von Datei nehmen wir hier nicht an.
files-fault-content = { $name } ist leer, beschädigt oder enthält etwas anderes, als der Name sagt.
files-fault-large = { $name } ist zu groß. Eine Datei darf bis { $size } haben.
files-fault-room = { $name }: Zurzeit ist kein Platz mehr. Bitte melden Sie sich bei uns.
files-fault-many = { $name }: Es gehen höchstens { $count } Dateien auf einmal. Senden Sie den Rest danach.
files-fault-other = { $name } konnte nicht angenommen werden. Versuchen Sie es noch einmal.
files-done = { $count ->
    [one] Ihr Dokument ist angekommen
   *[other] Ihre { $count } Dokumente sind angekommen
}
files-done-line = Wir sehen es uns an. Sie finden es ab jetzt bei Ihren Dokumenten und können es dort auch zurücknehmen.
files-done-title = Übermittelt
files-about = Über dieses Dokument
files-sort = Art
files-date = Datum
files-kind = Datei
files-belongs-to = Gehört zu
files-from = Von
files-from-you = Ihnen übermittelt
files-open-viewer = Im Browser öffnen
files-no-preview = Für diese Art von Datei gibt es keine Vorschau.
files-no-preview-line = Laden Sie sie herunter, um sie anzusehen.
files-elsewhere = Dieses Dokument liegt in einem anderen Archiv. Es öffnet sich beim Herunterladen.
files-take-back = Dokument zurücknehmen
files-take-back-question = Dieses Dokument zurücknehmen?
files-take-back-line = Es verschwindet aus Ihren Dokumenten und bei uns. Dass Sie es übermittelt und zurückgenommen haben, bleibt im Verlauf stehen.
files-keep = Dokument behalten

# Konsole
console-files-choose = Dateien
console-files-add = Dateien hinzufügen
console-file-share = Im Portal zeigen
console-file-show = Zeigen
console-file-hide = Verbergen
console-downloads = Abrufe im Portal
console-downloads-none = Noch niemand hat diese Datei im Portal abgerufen.
console-download-by = Wer
console-download-first = Zuerst
console-download-last = Zuletzt
console-download-times = Wie oft
console-done-files-added = Die Dateien sind hinzugefügt
console-done-file-shared = Die Datei wird jetzt im Portal gezeigt
console-done-file-hidden = Die Datei wird im Portal nicht mehr gezeigt
