# Blocks: names and settings in the console.

console-block-button-link = Button
console-block-contact-card = Contact person
console-block-display-field = Fact made of text
console-block-external-links = Links to other places
console-block-system-banner = Notice banner
block-button-link-line = One button that leads on
block-contact-card-line = A person or company that a record points to
block-display-field-line = A text with values of records
block-external-links-line = The links from the portal's settings
block-system-banner-line = Works or a fault, for as long as visibility says
setting-text-valuejson = Formatted text
setting-text-valuejson-hint = A document of the editor for each language; it goes before the plain text.
setting-quick-actions-hidetitle = Hide the title
setting-button-link-text = Label
setting-button-link-link = Address
setting-button-link-openinnewtab = Open in a new window
setting-system-banner-text = Text
setting-system-banner-tone = Tone
setting-system-banner-tone-is-info = Good to know
setting-system-banner-tone-is-warn = Attention
setting-system-banner-tone-is-bad = Fault
setting-display-field-value = Text
setting-contact-card-name = Relation
setting-contact-card-name-hint = Empty: the record itself.
