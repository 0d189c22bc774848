# Was die Seiten über das Einladen, über Kolleginnen und Kollegen und über das Handeln für jemanden sagen.

acting-you-are = Sie sind
acting-for = und handeln für
acting-left = { $minutes ->
    [one] Noch eine Minute, bis { $until }.
   *[other] Noch { $minutes } Minuten, bis { $until }.
} Jede Änderung nennt Sie beide.
acting-end = Beenden
acting-title = Für jemanden handeln
acting-line = Sie sehen das Portal als diese Person und können, was sie kann, fünf Minuten lang. Jede Änderung nennt Sie beide, und die Person sieht, dass Sie hier waren. Passwort, zweiter Faktor, Adresse, Kolleginnen und Kollegen und Geräte bleiben Ihnen verschlossen.
acting-staff = Sie
acting-user = Die Person
acting-reason = Grund
acting-begin = Beginnen
acting-over = Dieser Link gilt nicht mehr
acting-over-line = Er gilt einmal und fünf Minuten lang. Öffnen Sie die Person in der Konsole und beginnen Sie neu.
acting-ended = Sie handeln nicht mehr für die Person
acting-ended-line = Die Sitzung ist beendet. Es geht zurück zur Konsole.
acting-back = Zurück zur Konsole
acting-refused = Das kann nur die Person selbst
acting-refused-line = Sie handeln an ihrer Stelle. Wie sie sich anmeldet, ihre Adresse, ihre Kolleginnen und Kollegen und ihre Geräte kann nur sie selbst ändern.
acting-past = Wer für Sie gehandelt hat
acting-past-line = Unser Team kann sich fünf Minuten lang an Ihrer Stelle anmelden, um Ihnen zu helfen. Jedes Mal steht hier.
acting-past-none = Bisher niemand.

console-act = Als diese Person anmelden
console-act-title = Als { $user } anmelden
console-act-line = Sie sehen das Portal mit den Augen von { $email } und können, was die Person kann, fünf Minuten lang.
console-act-reason = Grund
console-act-reason-hint = Die Person sieht Ihren Namen und diesen Grund. Er bleibt im Verlauf.
console-act-press = Weiter zum Portal
console-act-closed-line = Diese Person darf sich nicht anmelden, also kann es auch niemand an ihrer Stelle.
console-act-go = Portal als { $user } öffnen
console-act-go-line = Das Portal öffnet sich von selbst. Wenn nicht, nehmen Sie den Knopf. Er gilt einmal und fünf Minuten lang.
console-act-no-reason = Sagen Sie, warum Sie sich als diese Person anmelden.
console-act-long-reason = Der Grund ist zu lang. 500 Zeichen genügen.
console-act-can = Was Sie können
console-act-cannot = Was verschlossen bleibt
console-act-can-list = Lesen und ändern, was die Person darf, mit beiden Namen im Verlauf
console-act-cannot-list = Passwort, zweiter Faktor, E-Mail-Adresse, Kolleginnen und Kollegen, Geräte und das Verlassen des Portals

console-likely-entered = Angegeben
console-likely-known = Im Kontakt
console-likely-what = Angabe
console-likely-result = Ergebnis
console-likely-compared = Was angegeben wurde, neben dem Kontakt
console-likely-fits = { $count } von { $total } Angaben passen
console-likely-same = passt
console-likely-other = weicht ab
console-likely-none = Kein Kontakt hat diese Angaben.
console-likely-search = Anderen Kontakt suchen
console-map-ask = Ist { $user } der Kontakt { $contact }?
console-map-line = Die Person sieht die Vorgänge dieses Kontakts ab der nächsten Anfrage und bekommt eine E-Mail darüber.
