# Words that stand on many pages.

# Around the page
skip-to-content = Skip to content
places = Places
places-more = More
help = Help
account-menu = your account
notices = { $count ->
    [0] No new notices
    [one] One new notice
   *[other] { $count } new notices
}
breadcrumb = Path
back = Back
back-to-overview = Back to the overview
link-new-window = opens a new window

# Console
console-name = Portico console
console-menu = Menu
console-navigation = Console
console-search = Search or jump to

# Fields
field-optional = (optional)
file-choose = Choose a file or drop it here
error-summary-title = { $count ->
    [one] Please check one answer
   *[other] Please check { $count } answers
}
error-title-prefix = Error: { $title }
number-understood = Understood as { $value }.
number-ambiguous = Understood as { $taken }. Did you mean { $other }? Then please write the number without a comma.

# Lists
filter-bar = Filter the list
filter-apply = Filter
filter-remove = Remove filter { $filter }
pagination = Pages
pagination-back = Back
pagination-next = Next
table-select = Selection
table-select-row = Select { $row }

# States
progress-step = Step { $step } of { $of }
step-done = done
step-now = going on
step-coming = to come
step-skipped = left out
wish-now = Applies now
wish-pending = Requested
wish-approved = Approved
wish-declined = Declined
document-new = New
document-download = Download

# Values
value-yes = Yes
value-no = No
value-empty = not given
value-details = see details

# Actions
save = Save
cancel = Cancel
edit = Change
delete = Delete
close = Close
open = Open
search = Search
continue = Continue
or = or
sign-in = Sign in
sign-out = Sign out
show-all = See all

# Grants
explain-passed = allowed
explain-refused = refused
explain-not-checked = not checked
explain-flip = What would change it
grant-reach = Reach
grant-all = All
grant-attributes = { $count } attr.
grant-deny = Deny
matrix-schema = Schema

# Design
contrast-enough = enough
contrast-short = not enough

# Chart, photos, choice
chart-table = As a table
chart-period = Period
chart-incomplete = incomplete
photo-take = Take photo
switcher-other = , choose another
