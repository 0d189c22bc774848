# Bausteine: Namen und Einstellungen in der Konsole.

console-block-button-link = Knopf
console-block-contact-card = Ansprechpartner
console-block-display-field = Angabe aus Text
console-block-external-links = Links nach außen
console-block-system-banner = Hinweisbanner
block-button-link-line = Ein Knopf, der weiterführt
block-contact-card-line = Eine Person oder Firma, auf die ein Datensatz zeigt
block-display-field-line = Ein Text mit Werten aus Datensätzen
block-external-links-line = Die Links aus den Einstellungen des Portals
block-system-banner-line = Wartung oder Störung, solange es die Sichtbarkeit sagt
setting-text-valuejson = Formatierter Text
setting-text-valuejson-hint = Ein Dokument des Editors je Sprache; es gilt vor dem einfachen Text.
setting-quick-actions-hidetitle = Titel nicht zeigen
setting-button-link-text = Beschriftung
setting-button-link-link = Adresse
setting-button-link-openinnewtab = In neuem Fenster öffnen
setting-system-banner-text = Text
setting-system-banner-tone = Ton
setting-system-banner-tone-is-info = Gut zu wissen
setting-system-banner-tone-is-warn = Achtung
setting-system-banner-tone-is-bad = Störung
setting-display-field-value = Text
setting-contact-card-name = Verknüpfung
setting-contact-card-name-hint = Leer: der Datensatz selbst.
