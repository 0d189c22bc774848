# Teile gespeicherter Seiten: Angebote und ihre Antwort, Posten, Rahmen.

products-title = Was dazugehört
line-what = Position
line-quantity = Menge
line-price = Einzelpreis
line-total = Summe
line-period-weekly = wöchentlich
line-period-monthly = monatlich
line-period-every-quarter = vierteljährlich
line-period-every-6-months = halbjährlich
line-period-yearly = jährlich

order-summary-title = Ihr Angebot
order-summary-until = gültig bis { $day }
order-summary-over = Dieses Angebot galt bis { $day }
order-summary-over-line = Melden Sie sich bei uns: Wir erneuern es gern.
order-summary-next = Vor der Antwort sehen Sie noch einmal alles auf einer Seite.
order-accept = Angebot annehmen
order-decline = Ablehnen
order-back = Zurück zur Bestellung
order-then = Was dann geschieht
order-accept-question = Angebot annehmen?
order-accept-do = Zahlungspflichtig bestellen
order-accept-now = Sie nehmen das Angebot an
order-accept-now-more = Damit ist es verbindlich bestellt.
order-accept-next = { $us } führt die Bestellung aus
order-accept-next-more = Den Stand sehen Sie jederzeit auf der Seite der Bestellung.
order-decline-question = Angebot ablehnen?
order-decline-do = Angebot ablehnen
order-decline-now = Sie lehnen das Angebot ab
order-decline-now-more = Es entstehen keine Kosten.
order-decline-next = { $us } erfährt davon
order-decline-next-more = Überlegen Sie es sich anders, bitten Sie um ein neues Angebot.
order-accepted = Danke, Ihre Bestellung ist bei uns
order-accepted-line = Angenommen am { $when } von { $who }. Diese Seite bleibt unter ihrer Adresse erreichbar und lässt sich drucken.
order-declined = Sie haben das Angebot abgelehnt
order-declined-line = Abgelehnt am { $when } von { $who }.
order-not-open = Hier ist nichts mehr zu entscheiden
order-not-open-line = Dieses Angebot ist nicht offen oder wurde schon beantwortet. Der Stand steht auf der Seite der Bestellung.

frame-ask = Dieser Inhalt kommt von { $host }. Beim Laden erfährt { $host } Ihre Internetadresse.
frame-load = Inhalt laden
frame-outside = In neuem Fenster öffnen

requests-title = Vorhaben und Bestellungen
requests-open = Laufend
requests-over = Abgeschlossen
requests-next = Nächster Schritt:
requests-answer = Ihre Antwort auf das Angebot
requests-answer-until = Ihre Antwort bis { $day }
requests-none = Zurzeit läuft nichts.
requests-none-found = Dazu wurde nichts gefunden.
requests-search = Vorhaben und Bestellungen durchsuchen

readings-title = Letzte Ablesungen
readings-day = Abgelesen
readings-value = Stand
readings-used = Verbrauch
readings-unit = Alle Werte in { $unit }.
readings-checked = Wird geprüft
readings-implausible = Bitte prüfen
readings-none = Noch keine Ablesung.

selector-search = { $what } durchsuchen
selector-none = Nichts gefunden.
journey-actions-title = Was möchten Sie tun?
banner-dismiss = Hinweis ausblenden: { $title }

claim-title = Vertrag hinzufügen
claim-line = Die Angaben stehen auf Ihrer Rechnung oder Vertragsbestätigung. Danach sehen Sie den Vertrag hier im Portal.
claim-do = Vertrag suchen und hinzufügen
claim-back = Zurück
claim-missing = Bitte ausfüllen: Ohne diese Angabe finden wir den Vertrag nicht.
claim-none = Dazu finden wir keinen Vertrag. Vergleichen Sie die Angaben mit Ihrer letzten Rechnung.
claim-several = Die Angaben passen zu mehreren Verträgen. Bitte melden Sie sich bei uns, wir ordnen ihn zu.
claim-draft = Dieser Vertrag ist noch nicht geschlossen. Sobald er gilt, lässt er sich hinzufügen.

rule-cadence = { $what } lässt sich { $count ->
    [0] zurzeit nicht
    [one] einmal
   *[other] { $count }-mal
} { $more } ändern. Versuchen Sie es später noch einmal oder melden Sie sich bei uns.
rule-period-days = { $count ->
    [one] am Tag
   *[other] in { $count } Tagen
}
rule-period-weeks = { $count ->
    [one] in der Woche
   *[other] in { $count } Wochen
}
rule-period-months = { $count ->
    [one] im Monat
   *[other] in { $count } Monaten
}
rule-relative = { $what } darf { $more } als bisher sein. Wählen Sie einen anderen Wert oder melden Sie sich bei uns.
rule-up = höchstens { $step } höher
rule-down = höchstens { $step } niedriger
rule-and = { " und " }
rule-days-before = { $what } lässt sich in den letzten { $count } Tagen vor dem Termin nicht mehr ändern. Bitte melden Sie sich bei uns.
rule-overdue = { $what } lässt sich nicht ändern, solange eine Zahlung überfällig ist.
rule-other = { $what } lässt sich zurzeit nicht so ändern. Bitte melden Sie sich bei uns.
