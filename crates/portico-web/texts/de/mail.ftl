# Was Seiten über den Versand von E-Mails sagen.

console-about-mail = Einstellungen: E-Mail-Versand
console-what-mail = den E-Mail-Versand
