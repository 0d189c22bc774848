# Documents: look at, hand in, take back
files-title = Documents
files-document = Document
files-back = Back
files-all = All documents
files-search = Search documents
files-apply = Show
files-of = Belongs to
files-of-all = Everything
files-count = { $count ->
    [one] 1 document
   *[other] { $count } documents
}
files-empty = No documents yet
files-empty-line = Bills, contracts and notices appear here as soon as there are any.
files-nothing-found = There is no such document.
files-hand-in = Hand in a document
files-record = What does it belong to?
files-record-hint = That way it reaches the right people at once.
files-record-choose = Please choose
files-choose = Files
files-limit = { $kinds } and other common formats, up to { $size } per file.
files-arrived = Arrived already, but not handed in yet:
files-send = Hand in
files-send-all = Hand in everything
files-progress = Progress
files-sending = Sending: PERCENT %
files-checking = Everything is sent and being checked …
files-broken = The connection broke off. Your choice is still here: send it once more.
files-large-before = NAME is larger than allowed. Choose a smaller file.
files-fault-record = Choose what the documents belong to.
files-fault-none = Choose at least one file.
files-fault-ending = { $name }: files of this kind are not taken here.
files-fault-content = { $name } is empty, damaged, or holds something else than its name says.
files-fault-large = { $name } is too large. A file may have up to { $size }.
files-fault-room = { $name }: there is no room left at the moment. Please get in touch with us.
files-fault-many = { $name }: at most { $count } files go at once. Send the others after that.
files-fault-other = { $name } could not be taken. Please try again.
files-done = { $count ->
    [one] Your document has arrived
   *[other] Your { $count } documents have arrived
}
files-done-line = We will look at it. From now on it is among your documents, where you can also take it back.
files-done-title = Handed in
files-about = About this document
files-sort = Kind
files-date = Date
files-kind = File
files-belongs-to = Belongs to
files-from = From
files-from-you = handed in by you
files-open-viewer = Open in the browser
files-no-preview = There is no preview of files of this kind.
files-no-preview-line = Download it to look at it.
files-elsewhere = This document lies in another archive. It opens when you download it.
files-take-back = Take the document back
files-take-back-question = Take this document back?
files-take-back-line = It disappears from your documents and from ours. That you handed it in and took it back stays in the history.
files-keep = Keep the document

# Console
console-files-choose = Files
console-files-add = Add files
console-file-share = Show in the portal
console-file-show = Show
console-file-hide = Hide
console-downloads = Downloads in the portal
console-downloads-none = Nobody has downloaded this file in the portal yet.
console-download-by = Who
console-download-first = First
console-download-last = Last
console-download-times = How often
console-done-files-added = The files were added
console-done-file-shared = The file is now shown in the portal
console-done-file-hidden = The file is no longer shown in the portal
