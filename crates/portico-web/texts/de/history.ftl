# Verlauf eines Datensatzes im Portal. $how sagt, wer es war: you, acting oder other.
history-created = { $how ->
    [you] Sie haben den Eintrag angelegt
    [acting] { $who } hat den Eintrag für Sie angelegt
   *[other] { $who } hat den Eintrag angelegt
}
history-changed = { $how ->
    [you] Sie haben { $what } geändert
    [acting] { $who } hat für Sie { $what } geändert
   *[other] { $who } hat { $what } geändert
}
history-took-back = { $how ->
    [you] Sie haben { $what } zurückgesetzt
    [acting] { $who } hat für Sie { $what } zurückgesetzt
   *[other] { $who } hat { $what } zurückgesetzt
}
history-something = { $how ->
    [you] Sie haben etwas geändert
    [acting] { $who } hat für Sie etwas geändert
   *[other] { $who } hat etwas geändert
}
history-document-in = { $how ->
    [you] Sie haben ein Dokument eingereicht
    [acting] { $who } hat für Sie ein Dokument eingereicht
   *[other] { $who } hat ein Dokument eingereicht
}
history-document-saved = { $how ->
    [you] Sie haben ein Dokument gespeichert
    [acting] { $who } hat in Ihrem Namen ein Dokument gespeichert
   *[other] { $who } hat ein Dokument gespeichert
}
history-document-out = { $how ->
    [you] Sie haben ein Dokument zurückgenommen
    [acting] { $who } hat für Sie ein Dokument zurückgenommen
   *[other] { $who } hat ein Dokument zurückgenommen
}
history-assigned = { $how ->
    [you] Sie haben den Eintrag Ihrem Zugang zugeordnet
    [acting] { $who } hat den Eintrag Ihrem Zugang zugeordnet
   *[other] { $who } hat den Eintrag einem Zugang zugeordnet
}
history-reading = { $how ->
    [you] Sie haben einen Zählerstand gemeldet
    [acting] { $who } hat für Sie einen Zählerstand gemeldet
   *[other] { $who } hat einen Zählerstand erfasst
}
history-password = { $how ->
    [you] Sie haben ein neues Passwort gesetzt
    [acting] { $who } hat ein neues Passwort gesetzt
   *[other] { $who } hat ein neues Passwort gesetzt
}
history-registered = { $how ->
    [you] Sie haben sich registriert
    [acting] { $who } hat Sie registriert
   *[other] { $who } hat sich registriert
}
history-acted = { $how ->
    [you] Jemand hat sich in Ihrem Namen angemeldet
    [acting] { $who } hat sich in Ihrem Namen angemeldet
   *[other] { $who } hat sich in Ihrem Namen angemeldet
}
history-unseen = etwas, das Sie nicht sehen

history-back-to = Zurück zu { $record }
history-older = Ältere Einträge
history-newest = Neueste Einträge
history-shown = { $count ->
    [one] Ein Eintrag
   *[other] { $count } Einträge
}
history-as-it-was = So war es danach
history-what-it-undid = Was damit zurückgenommen ist
history-undo = Zurücksetzen
history-undone = Zurückgenommen
history-done = Zurückgesetzt
history-done-line = Gilt seit { $when }. Auch das steht im Verlauf und lässt sich zurücknehmen.

history-then-title = Stand vom { $when }
history-then-line = So stand es damals da.
history-then-earliest = Weiter reicht der Verlauf nicht zurück. Das ist der früheste bekannte Stand.
history-then-changes = { $count ->
    [0] Seitdem hat sich nichts geändert.
    [one] Seitdem gab es eine Änderung.
   *[other] Seitdem gab es { $count } Änderungen.
}
history-then-absent = Diesen Eintrag gab es damals nicht.
history-then-today = Heutiger Stand
history-then-now = Heute:
history-then-rest = Weitere Angaben

history-undo-of = Diese Änderung wird zurückgenommen
history-undo-line = { $record }: ein Wert wird wieder, was er vor der Änderung war
history-undo-press = Wert zurücksetzen
history-contested = Der Wert wurde seitdem noch einmal geändert
history-contested-line = Die Änderung hatte „{ $left }“ hinterlassen, jetzt steht dort „{ $stored }“. Wenn Sie zurücksetzen, geht auch das verloren.
history-nothing = Hier gibt es nichts zurückzusetzen
history-nothing-line = Der Wert ist schon wieder, was er vor der Änderung war.

# Konsole
console-did-acting = { $who } für { $whom }
console-did-restored = { $who } hat { $what } wiederhergestellt
console-did-restored-this = { $who } hat den Datensatz wiederhergestellt
console-did-took-back = { $who } hat bei { $what } eine Änderung zurückgenommen
console-did-took-back-this = { $who } hat eine Änderung zurückgenommen
console-done-record-undone = Der Wert ist zurückgesetzt. Auch das steht im Verlauf und lässt sich zurücknehmen.
console-undo-title = { $what } zurücksetzen
console-changes-more = { $count ->
    [one] und ein weiteres Feld
   *[other] und { $count } weitere Felder
}
console-activity-about = Worum es geht
console-about-all = Alles
console-about-records = Datensätze
console-about-configuration = Alle Einstellungen
console-about-portal = Einstellungen: Portale
console-about-page = Einstellungen: Seiten und Blöcke
console-about-widgets = Einstellungen: Widgets
console-about-role = Einstellungen: Rollen und Rechte
console-about-design = Einstellungen: Designs
console-about-email_template = Einstellungen: E-Mail-Vorlagen
console-about-schema = Einstellungen: Schemas
console-about-token = Einstellungen: Zugriffsschlüssel
console-what-portal = das Portal
console-what-page = die Seite
console-what-widgets = die Widgets von
console-what-role = die Rolle
console-what-design = das Design
console-what-email_template = die E-Mail-Vorlage
console-what-schema = das Schema
console-what-token = den Zugriffsschlüssel
