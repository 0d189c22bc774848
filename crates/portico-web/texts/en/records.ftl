# Records: saved views, many in one go, the bin, files for spreadsheets.

# The list
records-jump = Jump to record
records-order = Order
records-order-newest = Newest first
records-order-changed = Last changed first
records-order-title = Title from A to Z
records-order-up = { $attribute }, ascending
records-order-down = { $attribute }, descending
records-page-size = Rows per page
records-value-or-from = Value, or from
records-value-to = To
console-test-between = is from … to
console-test-one-of = is one of
console-test-starts = begins with
records-more = More
records-chosen = Chosen on this page
records-chosen-count = { "{count}" } chosen on this page
records-choose-all = Choose all on this page
records-chosen-edit = Edit
records-chosen-export = Export
records-chosen-delete = Delete
records-edit-all = Edit all { $count }
records-delete-all = Delete all { $count }
records-back-to-list = Back to the list
records-counted = { $count } { $count ->
    [one] { $one }
   *[other] { $many }
}
records-and-more = and { $count } more

# Saved views
records-views = Saved views
records-view-all = All
records-view-save = Save view
records-view-keep = Save changes
records-view-manage = View settings
records-view-new = Save view
records-view-new-line = What the list of { $kind } shows now gets a name and stands above the list from then on.
records-view-yours = You saved this view.
records-view-theirs = Shared with everybody. Whoever changes it changes it for all.
records-view-name = Name
records-view-wrong-name = The view needs a name of up to 100 characters.
records-view-for = Who sees it
records-view-own = Only you
records-view-own-line = It stands above your lists.
records-view-shared = Everybody
records-view-shared-line = It stands above the lists of all colleagues, who may change it too.
records-view-default = Open the list with this view
records-view-default-line = For you alone. “All” always shows everything.
records-view-press = Save view
records-view-kept-narrowed = Narrowed to
records-view-kept-everything = Everything
records-view-kept-usual = The usual ones
records-view-delete = Delete view
records-view-delete-ask = Delete the view { $name }?
records-view-delete-own = The records stay. Only the view goes.
records-view-delete-shared = The records stay. The view goes for everybody.
console-done-view-saved = The view is saved.
console-done-view-deleted = The view is deleted.

# Many in one go
records-many-edit = Edit { $what }
records-many-edit-line = One attribute gets the same value in all of them. You see what will happen before it happens.
records-many-attribute = 1. What is changed
records-many-value = 2. The value they get
records-many-which = Attribute
records-many-choose = Choose
records-many-find = Look for the record that they are to lead to.
records-many-clear = Empty it
records-many-clear-line = Then no value stands there any more.
records-many-check = Check
records-many-wrong-empty = { $label } has no value. Type one, or tick “Empty it”.
records-many-none = Nothing that can be changed is chosen
records-many-none-line = Tick records in the list. One go takes at most { $most }; narrow the list if it finds more.
records-check = Is this right?
records-check-line = { $what } chosen. Nothing is changed yet.
records-check-what = Change
records-check-done = Will change
records-check-same = Are so already
records-check-refused = Will be refused
records-check-refusals = Refused, and why
records-check-moved = The list finds another number of records by now. Please check once more.
records-check-partly = The first { $tried } of { $total } are checked. The others are checked one by one when it is done.
records-check-long = That takes a while. It goes on by itself; you can leave the page.
records-check-press = Change { $what }
records-check-press-none = Change
records-check-none = Nothing would change. Type another value.
records-check-back = Another value
records-many-delete-ask = Delete { $what }?
records-many-delete-line = They go to the bin and can be restored. In portals they are gone at once.
records-many-delete-press = Delete { $what }
records-did-set = { $attribute } set to { $value }
records-did-clear = { $attribute } emptied
records-did-remove = { $what } deleted
records-did-restore = { $what } restored
records-did-undo = Undone: { $change }
records-by-you = you
records-by-nobody = not known
records-reason = Reason
records-reason-missing = The record is not there any more.
records-reason-contested = It was changed again since, and is left as it is.
records-batches = Changed together
records-batches-line = What was done to many { $kind } in one go, the latest first. Kept for { $days } days.
records-batches-none = Nothing was changed together yet
records-batches-none-line = Tick records in the list and choose what happens to them.
records-batch-what = Change
records-batch-state = State
records-batch-by = By
records-batch-at = When
records-batch-line = { $what }, by { $who }, { $when }
records-batch-runs = { $done } of { $total } are done
records-batch-runs-line = It goes on by itself; you can leave the page.
records-batch-again = Look again
records-batch-stop = Stop
records-batch-stopped = Stopped after { $done } of { $total }. The rest stayed as it was.
records-batch-undone = These changes were undone.
records-batch-undone-show = Show
records-batch-undoes = This took back an earlier change.
records-batch-undoes-show = Show it
records-state-runs = Running
records-state-stopped = Stopped
records-state-partly = Done in part
records-state-done = Done
records-outcome = Outcome
records-outcomes = Which records
records-outcome-all = All
records-outcome-waiting = Waiting
records-outcome-done = Done
records-outcome-same = Was so already
records-outcome-contested = Changed since
records-outcome-refused = Refused
records-undo = Undo
records-undo-ask = Undo { $what }?
records-undo-press = Undo
records-undo-line = Each record gets back what stood there before. What was changed again since stays as it is. The history keeps both.
records-undo-line-removed = Each record comes back from the bin, with everything that leads to it.
console-done-batch-stopped = It is stopped. What is done stays done.
console-done-batch-moved = The list finds another number of records by now. Please check once more.

# Bin
records-bin = Bin
records-bin-line = { $count ->
    [0] No deleted { $kind }.
   *[other] { $count } deleted { $kind }, the last deleted first.
}
records-bin-none = The bin is empty
records-bin-none-line = Deleted records wait here until somebody restores them.
records-bin-at = Deleted
records-bin-by = By
records-erase = Erase
records-erase-ask = Erase { $title } for good?
records-erase-line = The record and everything that its history tells of it are gone then. Nobody can bring them back.
records-erase-press = Erase for good
console-done-record-erased = The record is erased, with its history.
records-restore = Restore
records-restore-chosen = Restore
console-done-record-restored = The record is restored, with everything that leads to it.
console-done-bin-none-chosen = Tick the records that are to come back.

# Files for spreadsheets
records-export = Export
records-export-press = Download CSV
records-export-columns = Columns
records-export-shown = Those of the list
records-export-every = All attributes
records-export-separator = Separator
records-export-semicolon = Semicolon (;)
records-export-comma = Comma (,)
records-export-line = Every record that the list finds, not only this page.
