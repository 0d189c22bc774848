# Momente: Fristen und der Stand von damals.

# Angebote, deren Frist vorbei ist
offer-over = Die Frist für dieses Angebot ist vorbei
offer-over-line = Es lässt sich nicht mehr annehmen oder ablehnen. Melden Sie sich bei uns, wenn Sie ein neues möchten.
edit-refused-value = { $what } nimmt diesen Wert nicht an. Bitte prüfen Sie ihn.

# Verlauf
history-undo-ruled-out = Das geht zurzeit nicht
history-when = Stand an einem anderen Tag
history-when-line = So sehen Sie alle Angaben, wie sie damals waren.
history-when-day = Tag
history-when-time = Uhrzeit
history-when-time-hint = Zum Beispiel 14:30. Ohne Uhrzeit zählt das Ende des Tages.
history-when-press = Stand anzeigen
history-when-wrong-day = Geben Sie einen Tag ein, zum Beispiel 24.11.2026.
history-when-wrong-time = Geben Sie eine Uhrzeit wie 14:30 ein oder lassen Sie das Feld leer.

# Bilder von Bausteinen
block-picture = Bild
block-picture-choose = Bild auswählen
block-picture-worn = Das Bild, das der Baustein zeigt
block-picture-limit = SVG, PNG, JPG oder WebP bis 1,5 MB.
block-picture-press = Bild hochladen
block-picture-remove = Bild entfernen
block-picture-none = Wählen Sie ein Bild aus.
block-picture-large = Das Bild ist größer als 1,5 MB. Wählen Sie ein kleineres.
block-picture-kind = Diese Datei ist kein Bild, das Seiten zeigen können. Wählen Sie SVG, PNG, JPG oder WebP.
console-done-picture-saved = Das Bild ist da.
console-done-picture-removed = Das Bild ist entfernt.
