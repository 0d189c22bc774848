# The administrators' console.

# Shell
console-role = Administrator
console-portals = Portals
console-users = Users
console-group-data = Data
console-records = Records
console-activity = Activity
console-group-look = Look and words
console-designs = Designs
console-mailbox = Mailbox
console-group-rules = Rules
console-permissions = Permissions
console-explain = Explain
console-scheme-light = Light
console-scheme-dark = Dark
console-scheme-device = As the device
console-english = English
console-german = German

# Sign-in
console-sign-in = Sign in
console-sign-in-line = For the people who run the portals.
console-sign-in-email = Write the e-mail address you sign in with.
console-sign-in-wrong = The e-mail address or the password is not right.
console-sign-in-wait = There were too many tries. Try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}.
console-email = E-mail address
console-password = Password
console-signed-out = You are signed out.

# Refusals
console-refused-wrong = That does not work
console-refused-wrong-line = Nothing was changed. Go back and correct it.
console-refused-invalid = That does not work
console-refused-invalid-line = Nothing was changed. Go back and correct it.
console-refused-forbidden = That is not allowed
console-refused-forbidden-line = Nothing was changed.
console-refused-missing = There is nothing here
console-refused-missing-line = The address may be old, or the record was removed.
console-refused-conflict = Something stands in the way
console-refused-conflict-line = Nothing was changed.
console-refused-many = Too many tries
console-refused-many-line = Try again in { $seconds } seconds.
console-refused-large = That is too large
console-refused-large-line = Nothing was changed. Send less at once.
console-refused-fault = Something failed on our side
console-refused-fault-line = Nothing was changed. The reference for the log is { $reference }.
console-to-portals = To the portals
console-to-records = To the records

# What was done
console-done-portal-saved = The portal is saved.
console-done-portal-on = The portal is live.
console-done-portal-off = The portal is switched off.
console-done-design-saved = The design is saved.
console-done-design-copied = The copy is saved. No portal wears it yet.
console-done-grant-saved = The grant is saved. It holds from the next request on.
console-done-grant-removed = The grant is removed. It no longer holds.
console-done-record-saved = The record is saved.
console-done-record-unchanged = Nothing was different, so nothing was changed.
console-done-record-created = The record is created.
console-done-record-removed = The record is deleted.
console-done-related = The records are related.
console-done-unrelated = The relation is taken back.
console-done-sessions-ended = All sessions are ended. The next request of the user is refused.
console-done-access-on = The user may sign in again.
console-done-access-off = The user's access is withdrawn. The next request is refused.

# Portals: overview
console-portals-line = { $live } of { $all } are live.
console-portals-none = There is no portal yet
console-portals-none-line = The next one is created through the API (createPortalConfig) and appears here.
console-portal-open = Open
console-portal-edit = Settings
console-portal-pages = { $count ->
    [one] One page
   *[other] { $count } pages
}
console-portal-active = { $count ->
    [one] user, { $active } may sign in
   *[other] users, { $active } may sign in
}
console-blocks-known = All block types known
console-blocks-unknown = { $count ->
    [one] One unknown block type
   *[other] { $count } unknown block types
}
console-portal-no-domain = No domain yet
console-portal-wears = Design { $name }
console-portal-no-design = No design, the built-in look
console-portal-stopped-line = Nobody can sign in while it is off.
console-needs = Needs you
console-needs-blocks = { $portal } has a block that is not known: { $blocks }
console-needs-blocks-press = Show pages
console-needs-count = { $count ->
    [one] One item
   *[other] { $count } items, most urgent first
}
console-needs-match = { $count ->
    [one] One user waits for a contact
   *[other] { $count } users wait for a contact
}
console-needs-match-line = They can sign in and see nothing until a contact is mapped.
console-needs-match-press = Match users
console-needs-nothing = Nothing needs you at the moment.
console-needs-on = { $portal } is off
console-unknown-line = Users do not see it. It is kept unchanged.
console-lately = Lately
console-activity-all = All activity

# Portals: one
console-portal = Portal
console-portal-parts = Parts of the portal
console-portal-settings = Settings
console-pages = Pages
console-glance = At a glance
console-portal-live = Live
console-portal-off = Off
console-portal-live-line = Users can sign in.
console-portal-customers = Customer portal
console-portal-installers = Installer portal
console-portal-further = Further portal
console-portal-name = Name
console-name-missing = Write a name.
console-portal-domain = Domain
console-domain-taken = { $domain } belongs to another portal.
console-portal-address = Address
console-portal-id = Portal id
console-portal-design-hint = Colours, face and corners come from the design.
console-portal-schemas = Kinds of records it shows
console-portal-schemas-hint = What is not ticked does not exist for its users, whatever is granted.
console-portal-save = Save settings
console-portal-changed-meanwhile = Somebody else changed this portal meanwhile. Your answers are kept; check them and save again.
console-portal-state = State
console-portal-users = Users
console-portal-users-active = May sign in
console-portal-people = { $active } of { $all } may sign in
console-portal-grants = Grants of this role
console-role-of-portal = Role of its users
console-portal-off-press = Switch off
console-portal-on-press = Switch on
console-portal-off-ask = Switch { $portal } off?
console-portal-on-ask = Switch { $portal } on?
console-portal-off-line = Nobody can sign in while it is off; sessions that are open are refused from the next request on.
console-portal-on-line = Users can sign in at once.

# Pages and blocks
console-pages-line = Pages in order, each with its blocks.
console-pages-none = This portal has no pages.
console-pages-every = On every page
console-pages-every-line = Blocks that stand below each page.
console-page-first = First page
console-page-listed = In the navigation
console-page-public = Needs no sign-in
console-page-shows-one = Shows one record
console-page-empty = This page has no blocks.
console-blocks = { $count ->
    [one] One block
   *[other] { $count } blocks
}
console-block-hidden = Hidden
console-block-unknown = not known, left out for users
console-unknown-title = { $count ->
    [one] One block type is not known here
   *[other] { $count } block types are not known here
}
console-block-heading = Heading
console-block-text = Text
console-block-quick-actions = Quick actions
console-block-teaser = Teaser
console-block-group = Group
console-block-tabs = Tabs
console-block-tab = Tab
console-block-attribute = Attribute
console-block-attribute-group = Group of attributes
console-block-entity-list = List of records
console-block-footer = Footer

# Designs
console-designs-line = { $count ->
    [one] One design
   *[other] { $count } designs
}
console-designs-none = There is no design yet
console-designs-none-line = A portal without a design wears the built-in look.
console-design = Design
console-design-name = Name
console-design-brand = Brand colour
console-design-accent = Accent
console-design-brand-card = Brand
console-design-face = Typeface
console-design-shape = Typeface and corners
console-design-corners = Corners
console-design-bar = Header
console-design-unused = No portal uses it
console-design-used-by = Used by
console-design-save = Save design
console-design-copy = Duplicate
console-design-copy-name = Copy of { $name }
console-design-show = Preview
console-design-colour-wrong = “{ $text }” is no colour. Write it as # and six digits, such as #00616b.
console-design-changed-meanwhile = Somebody else changed this design meanwhile. Your answers are kept; check them and save again.
console-face-inter = Inter
console-face-manrope = Manrope
console-face-system = The device's own
console-corners-square = Square
console-corners-soft = Soft
console-corners-round = Round
console-bar-plain = Plain
console-bar-brand = In the brand colour
console-bar-accent = In the accent
console-contrast = Contrast
console-contrast-pair = Pair
console-contrast-needs = Needs
console-contrast-fewer = Show fewer
console-preview = Preview
console-preview-task = Please read your meter by 30 November
console-preview-task-button = Enter a reading
console-preview-card = Change instalment
console-preview-card-line = Possible from €79.00 to €129.00 a month.
console-preview-field = Instalment
console-preview-value = €99.00
console-preview-button = Check
console-preview-note = New: prices from 1 January.
console-preview-good = In credit
console-preview-warn = In review
console-preview-bad = Overdue

# Users
console-user = User
console-user-hint = The beginning of the name or of the e-mail address.
console-user-status = Status
console-user-active = Active
console-user-waiting = Waits for a contact
console-user-unconfirmed = Not confirmed
console-user-expired = Expired
console-user-off = Access withdrawn
console-user-active-line = May sign in and sees the records of the mapped contact.
console-user-waiting-line = May sign in, and sees nothing until a contact is mapped.
console-user-unconfirmed-line = Has not confirmed the registration yet.
console-user-expired-line = The access has ended.
console-user-off-line = May not sign in. Tokens and sessions are refused.
console-users-all = All users
console-users-count = { $count ->
    [one] One user
   *[other] { $count } users
}
console-users-search = Name or e-mail address
console-users-none = There are no users yet
console-users-none-line = Users appear here when they are invited or register.
console-users-none-found = No user fits
console-users-none-found-line = Change the search or the filter.
console-person = Name
console-any-portal = Every portal
console-any-standing = Every status
console-last-sign-in = Last sign-in
console-never = Never
console-language = Language
console-registration = Registration
console-access = Access
console-access-on-press = Give access back
console-access-off-press = Withdraw access
console-access-on-hint = The user can sign in again at once.
console-access-off-hint = Withdrawing ends every session with its next request. It can be given back.
console-access-until = Access until
console-contact-line = The user sees the records of this contact and of its company.
console-contact-missing = No contact is mapped. The user sees nothing yet.
console-contact-map = Map a contact
console-contact-other = Choose another contact
console-contact-unmap = Take the mapping back
console-contact-choose = Map a contact to { $user }
console-contact-choose-line = Signs in as { $email }.
console-contact-search = Name, number or e-mail address
console-contact-press = Map this contact
console-contact-own = Mapped now
console-contact-none = No contact fits
console-contact-none-line = Search differently, or create the contact first.
console-contact-new = Create a contact
console-no-contact = No contact
console-open-record = Open record
console-explain-user = Explain access
console-sign-ins = Sign-ins
console-sign-ins-none = Has not signed in yet.
console-session-from = From
console-session-until = Ends at the latest
console-session-live = Open
console-session-over = Over
console-session-ended = Ended
console-sessions-end = End all sessions
console-why-any = Ask about any record
console-why-own = What is seen of the own user?
console-why-contact = What is seen of { $contact }?

# Records
console-data = Data
console-schemas-line = { $count ->
    [one] One kind
   *[other] { $count } kinds
}
console-schemas-none = There are no schemas yet
console-schemas-none-line = The first one is created through the API (putSchema).
console-schema = Schema
console-any-schema = Every schema
console-record = Record
console-record-hint = The beginning of a word in it, or its id.
console-record-parts = Parts of the record
console-records-all = Show all
console-records-count = { $count ->
    [one] One record
   *[other] { $count } records
}
console-records-search = Search { $kind }
console-records-none = No { $kind } yet
console-records-none-line = { $kind } appear here when they are created or imported.
console-records-none-found = No record fits
console-records-none-found-line = Change the search or remove a filter.
console-filter = Condition
console-filter-press = Add condition
console-attribute = Attribute
console-value = Value
console-test-is = is
console-test-is-not = is not
console-test-from = from
console-test-to = to
console-test-filled = is filled
console-test-empty = is empty
console-columns = Columns
console-columns-press = Show these columns
console-title = Title
console-created = Created
console-changed = Changed
console-id = Id
console-tags = Tags
console-rows = Rows { $from } to { $to } of { $total }
console-group = Group
console-group-none = Further attributes
console-record-new = New { $kind }
console-record-new-line = Relations can be added once it exists.
console-record-create = Create record
console-record-edit = Edit { $title }
console-record-save = Save record
console-record-remove = Delete
console-record-no-fields = This schema has no attributes to fill here.
console-record-relations-elsewhere = Related records and files are changed on a page of their own:
console-hint-internal = For the office only, unless a grant shows it.
console-hint-readonly = Usually set by a system.
console-hint-json = As JSON.
console-hint-moment = Such as 2026-11-25T08:30:00Z.
console-item-number = { $label } { $number }
console-address-number = Address { $number }
console-address-street = Street
console-address-street-number = Number
console-address-postal-code = Postal code
console-address-city = City
console-address-country = Country
console-address-additional-info = Addition
console-wrong-missing = { $label } is required. Fill it in.
console-wrong-number = { $label } must be a number, such as 1,234.5.
console-wrong-ambiguous = { $label } can be read as { $taken } or as { $other }. Write it without a thousands separator.
console-wrong-amount = { $label } must be an amount, such as 99.00.
console-wrong-date = { $label } must be a date, such as 2026-11-25.
console-wrong-moment = { $label } must be a moment, such as 2026-11-25T08:30:00Z.
console-wrong-json = { $label } is no JSON: { $cause }. Correct it, or leave it empty.
console-conflict = Somebody else changed this record
console-conflict-line = { $title } was changed while you were editing. Choose for each attribute what shall hold.
console-conflict-note = Nothing you typed is lost
console-conflict-note-line = Your answers stand beside what is stored now.
console-conflict-versions = Both versions
console-conflict-stored = Stored now
console-conflict-yours = Yours
console-conflict-meanwhile = What was changed meanwhile
console-conflict-changed = changed meanwhile
console-conflict-press = Save this choice
console-conflict-drop = Drop my changes
console-remove-ask = Delete { $title }?
console-remove-line = It disappears from portals and searches. Its history stays.
console-remove-user-line = The user can no longer sign in; open sessions are refused from the next request on.
console-remove-held = Relations it holds
console-remove-holders = Records that point to it
console-remove-press = Delete record
console-who-sees = Who can see this?
console-files = Files
console-file = File
console-file-kind = Kind
console-file-size = Size
console-file-shared = Shared
console-file-is-shared = Shared with customers
console-file-not-shared = Not shared
console-file-no-content = Has no content
console-files-none = No files
console-files-none-line = Files that are related to this record appear here.
console-relations = Relations
console-relations-held = This record points to
console-relations-holders = Records that point here
console-relations-none = No relations.
console-relation-fixed = kept by that record
console-relation-take = Remove
console-relate = Relate a record
console-relate-hint = The beginning of a word in it, or its id.
console-relate-search = Record to relate
console-relate-press = Relate { $title }
console-relate-none = No record fits. Search differently.
console-relate-nothing = This schema has no relations.

# Activity
console-activity-line = Who did what, newest first.
console-activity-none = Nothing has happened yet
console-activity-none-line = Changes of this record appear here.
console-activity-shown = { $count ->
    [one] One entry
   *[other] { $count } entries
}
console-did-created = { $who } created { $what }
console-did-changed = { $who } changed { $what }
console-did-removed = { $who } deleted { $what }
console-did-created-this = { $who } created the record
console-did-changed-this = { $who } changed the record
console-did-removed-this = { $who } deleted it
console-did-in-portal = in the portal

# Mailbox
console-mailbox-line = While no mail server is configured, every mail is kept here.
console-mailbox-none = No mail yet
console-mailbox-none-line = Mails to users appear here as they would be sent.
console-mailbox-to = To
console-mailbox-subject = Subject
console-mailbox-sent = Written
console-mailbox-template = Kind
console-mailbox-text = Text
console-mailbox-html = Source of the HTML part
console-mailbox-count = { $count ->
    [one] One mail
   *[other] { $count } mails
}

# Search
console-search-title = Search
console-search-line = Portals, users and records.
console-search-none = Nothing fits
console-search-none-line = Search by the beginning of a word: a name, a number, an address.
console-search-more = See all

# Permissions
console-permissions-title = Who may do what
console-permissions-line = “Reach” means: only records a relation leads to from the user. Nothing is granted unless it says so here.
console-permissions-legend = A word in a cell leads to the grant that says it; a dash leads to a new one. A deny wins over every allow.
console-roles-none = There is no role yet
console-roles-none-line = The role of a portal holds the grants of its users.
console-role-applies = { $count ->
    [one] It applies to one user of { $portals }.
   *[other] It applies to { $count } users of { $portals }.
}
console-role-unused = No portal uses this role.
console-grants = { $count ->
    [one] One grant
   *[other] { $count } grants
}
console-grants-list = Grants
console-grant-lists = Exact lists:
console-grants-none = This role grants nothing
console-grants-none-line = Without a grant nobody sees anything.
console-grant = Grant
console-grant-number = no. { $number }
console-grant-number-long = Grant { $number }
console-grant-add = Add a grant
console-grant-save = Save grant
console-grant-at-once = A change holds from the next request on.
console-grant-changed-meanwhile = Somebody else changed this role meanwhile. Your answers are kept; check them and save again.
console-grant-remove-ask = Remove grant { $number }?
console-grant-remove-press = Remove grant
console-number = No.
console-change = Change
console-remove = Remove
console-attributes-of = Attributes of { $schema }
console-action = Action
console-action-view = View
console-action-edit = Edit
console-action-create = Create
console-action-delete = Delete
console-action-attribute = Attribute
console-action-other = Another action
console-action-other-hint = As it is written in grants, such as message:view. It wins over the choice above.
console-grant-action-any = Everything
console-grant-action-entity-any = Everything with records
console-grant-action-entity-view = View records
console-grant-action-entity-edit = Edit records
console-grant-action-entity-create = Create records
console-grant-action-entity-delete = Remove records
console-grant-action-entity-attribute-view = View attributes
console-grant-action-entity-attribute-edit = Edit attributes
console-grant-action-meter-reading-create = Enter meter readings
console-grant-action-meter-reading-view = View meter readings
console-wrong-action = Choose an action, or write one.
console-effect = Effect
console-effect-allow = Allow
console-effect-allow-hint = Unless another grant denies it.
console-effect-deny = Deny
console-effect-deny-hint = Wins over every grant that allows.
console-resource = Resource
console-resource-hint = Such as contract:* or contract:*/iban.
console-resource-help = How a resource is written
console-resource-all = All records of a schema
console-resource-one = One record
console-resource-schemas = Schemas:
console-resource-attribute = One attribute
console-resource-group = A group of attributes
console-resource-any = Everything
console-wrong-resource = “{ $resource }” is not understood. Write it like one of the forms under “How a resource is written”.
console-condition = Condition
console-condition-none = No condition
console-conditions = Conditions
console-conditions-hint = All must hold. Without a condition the grant holds for every record that is reached.
console-condition-equals = is
console-condition-not-equals = is not
console-condition-equals-current-user = is the user
console-condition-not-equals-current-user = is not the user
console-values = Values, by comma
console-wrong-condition = Choose the attribute and what it must be.
console-cell-some = Some
console-cell-own = Own
console-cell-if = if { $attribute }

# Explain
console-explain-title = Why, and why not
console-explain-line = Pick a user and a record, and read what decides.
console-question = Question
console-attribute-hint = Left empty: the whole record.
console-attribute-whole = The whole record
console-explain-press = Explain
console-explain-start = Nothing is asked yet
console-explain-start-line = Search a user and a record at the left. Every answer has an address of its own.
console-explain-share = Pass this answer on:
console-explain-link = link to this question
console-other-user = Another user
console-other-record = Another record
console-choose-user = Choose a user
console-choose-record = Choose a record
console-choose-none = Nothing fits “{ $q }”. Search differently.
console-answer = Answer
console-question-view = May { $user } view { $what }?
console-question-edit = May { $user } edit { $what }?
console-question-create = May { $user } create { $what }?
console-question-delete = May { $user } remove { $what }?
console-question-attribute = May { $user } view { $what }?
console-answer-yes-view = Yes. { $user } sees { $record }.
console-answer-yes-edit = Yes. { $user } may edit { $record }.
console-answer-yes-create = Yes. { $user } may create { $record }.
console-answer-yes-delete = Yes. { $user } may remove { $record }.
console-answer-no-view = No. { $user } does not see { $record }.
console-answer-no-edit = No. { $user } may not edit { $record }.
console-answer-no-create = No. { $user } may not create { $record }.
console-answer-no-delete = No. { $user } may not remove { $record }.
console-answer-yes-view-attribute = Yes. { $user } sees { $attribute } of { $record }.
console-answer-yes-edit-attribute = Yes. { $user } may change { $attribute } of { $record }.
console-answer-yes-create-attribute = Yes. { $user } may set { $attribute } when creating { $record }.
console-answer-yes-delete-attribute = Yes. { $user } may remove { $record } with { $attribute }.
console-answer-no-view-attribute = No. { $user } sees { $record }, but not { $attribute }.
console-answer-no-edit-attribute = No. { $user } may not change { $attribute } of { $record }.
console-answer-no-create-attribute = No. { $user } may not set { $attribute } when creating { $record }.
console-answer-no-delete-attribute = No. { $user } may not remove { $record } with { $attribute }.
console-reason-organisation-disabled = The organisation is switched off.
console-reason-portal-disabled = The portal is switched off.
console-reason-credential-revoked = The session is ended.
console-reason-not-registered = The registration is not confirmed.
console-reason-access-withdrawn = The user's access is withdrawn.
console-reason-access-expired = The user's access has expired.
console-reason-pending-activation = No contact is mapped.
console-reason-schema-not-allowed = The portal does not open this schema.
console-reason-no-such-record = There is no such record.
console-reason-not-reached = No relation leads from the user to the record.
console-reason-not-granted = No grant allows it.
console-reason-denied-by-grant = A grant denies it.
console-reason-attribute-not-granted = No grant allows the attribute.
console-reason-attribute-denied = A grant denies the attribute.
console-reason-identity-field = It says who the user is, and users never change that.
console-reason-system-field = The system keeps it.
console-reason-file-not-shared = The file is not shared with customers.
console-reason-preview-reads-only = A preview changes nothing.
console-layer-state = State
console-layer-schema = Schema
console-layer-reach = Reach
console-layer-grants = Grants
console-layer-kind = Kind
console-layer-state-fine = Registered, access given, portal live.
console-layer-schema-open = { $schema } is open in { $portal }.
console-layer-root = It is the user itself, its contact or its company.
console-layer-grant-allows = { $grant } of { $role } allows { $action } on { $resource }.
console-layer-grant-denies = { $grant } of { $role } denies { $action } on { $resource }.
console-layer-file-shared = The file is shared with customers.
console-layer-kind-nothing = Nothing further for this kind of record.
console-layer-not-asked = Not asked.
console-contact = Contact
console-flip-all = { $count ->
    [one] This would change it:
   *[other] All { $count } together would change it:
}
console-flip-none = Nothing an administrator can set would change it.
console-flip-organisation = Switch the organisation on.
console-flip-portal = Switch the portal on.
console-flip-sign-in = The user signs in again.
console-flip-confirm = The user confirms the registration.
console-flip-access = Give access back.
console-flip-extend = Extend the access.
console-flip-contact = Map a contact to the user.
console-flip-schema = Open { $schema } in the portal.
console-flip-relate = Relate the record by { $attribute }.
console-flip-relate-reached = Relate the record by { $attribute } to a record that the user reaches ({ $schemas }).
console-flip-relate-press = Open the relations
console-flip-remove = Remove the grant that denies { $action } on { $resource }.
console-flip-add-allow = Add a grant that allows { $action } on { $resource }.
console-flip-add-deny = Add a grant that denies { $action } on { $resource }.
console-flip-share = Share the file with customers.
console-flip-preview = Ask as the user, not as a preview.
console-flip-open-user = Open the user
console-flip-open-portal = Open the portal
console-flip-open-record = Open the record
console-flip-open-relations = Open the relations
console-readers = Who sees this
console-readers-line = Users to whom relations lead from this record, at most 20.
console-readers-none = No relation leads from a user to this record.
console-reader-sees = Sees it
console-reader-not = Does not see it

# Further
console-done-contact-mapped = The contact is mapped. The user sees its records from the next request on.
console-done-contact-unmapped = The contact is no longer mapped. The user waits for one again.
console-record-groups = On this page
console-relations-held-line = Relations that this record holds.
console-relations-holders-line = Relations that other records hold.
console-search-for = Results for “{ $q }”
console-mailbox-preview = HTML
console-edit = Edit
