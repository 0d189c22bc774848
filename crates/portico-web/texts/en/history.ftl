# The history of a record in a portal. $how says who it was: you, acting or other.
history-created = { $how ->
    [you] You added the entry
    [acting] { $who } added the entry for you
   *[other] { $who } added the entry
}
history-changed = { $how ->
    [you] You changed { $what }
    [acting] { $who } changed { $what } for you
   *[other] { $who } changed { $what }
}
history-took-back = { $how ->
    [you] You put { $what } back
    [acting] { $who } put { $what } back for you
   *[other] { $who } put { $what } back
}
history-something = { $how ->
    [you] You changed something
    [acting] { $who } changed something for you
   *[other] { $who } changed something
}
history-document-in = { $how ->
    [you] You handed in a document
    [acting] { $who } handed in a document for you
   *[other] { $who } handed in a document
}
history-document-saved = { $how ->
    [you] You saved a document
    [acting] { $who } saved a document in your name
   *[other] { $who } saved a document
}
history-document-out = { $how ->
    [you] You took a document back
    [acting] { $who } took a document back for you
   *[other] { $who } took a document back
}
history-assigned = { $how ->
    [you] You added the entry to your account
    [acting] { $who } added the entry to your account
   *[other] { $who } added the entry to an account
}
history-reading = { $how ->
    [you] You reported a meter reading
    [acting] { $who } reported a meter reading for you
   *[other] { $who } recorded a meter reading
}
history-password = { $how ->
    [you] You set a new password
    [acting] { $who } set a new password
   *[other] { $who } set a new password
}
history-registered = { $how ->
    [you] You registered
    [acting] { $who } registered you
   *[other] { $who } registered
}
history-acted = { $how ->
    [you] Somebody signed in in your name
    [acting] { $who } signed in in your name
   *[other] { $who } signed in in your name
}
history-unseen = something you cannot see

history-back-to = Back to { $record }
history-older = Older entries
history-newest = Newest entries
history-shown = { $count ->
    [one] One entry
   *[other] { $count } entries
}
history-as-it-was = As it was after this
history-what-it-undid = What this took back
history-undo = Put back
history-undone = Taken back
history-done = Put back
history-done-line = It applies since { $when }. This, too, stands in the history and can be taken back.

history-then-title = As of { $when }
history-then-line = This is what it said then.
history-then-earliest = The history goes back no further. This is the earliest state we know.
history-then-changes = { $count ->
    [0] Nothing has changed since.
    [one] There has been one change since.
   *[other] There have been { $count } changes since.
}
history-then-absent = This entry did not exist then.
history-then-today = As it is today
history-then-now = Today:
history-then-rest = More details

history-undo-of = This change is taken back
history-undo-line = { $record }: one value becomes again what it was before the change
history-undo-press = Put the value back
history-contested = The value has been changed again since
history-contested-line = The change had left “{ $left }”, now it says “{ $stored }”. If you put it back, that is lost as well.
history-nothing = There is nothing to put back here
history-nothing-line = The value already is what it was before the change.

# Console
console-did-acting = { $who } for { $whom }
console-did-restored = { $who } restored { $what }
console-did-restored-this = { $who } restored the record
console-did-took-back = { $who } took back a change of { $what }
console-did-took-back-this = { $who } took back a change
console-done-record-undone = The value is back. This, too, stands in the history and can be taken back.
console-undo-title = Put { $what } back
console-changes-more = { $count ->
    [one] and one more field
   *[other] and { $count } more fields
}
console-activity-about = What it is about
console-about-all = Everything
console-about-records = Records
console-about-configuration = All settings
console-about-portal = Settings: portals
console-about-page = Settings: pages and blocks
console-about-widgets = Settings: widgets
console-about-role = Settings: roles and grants
console-about-design = Settings: designs
console-about-email_template = Settings: e-mail templates
console-about-schema = Settings: schemas
console-about-token = Settings: access tokens
console-what-portal = the portal
console-what-page = the page
console-what-widgets = the widgets of
console-what-role = the role
console-what-design = the design
console-what-email_template = the e-mail template
console-what-schema = the schema
console-what-token = the access token
