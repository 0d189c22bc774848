# What pages about sending mail say.

console-about-mail = Settings: sending mail
console-what-mail = how mail is sent
