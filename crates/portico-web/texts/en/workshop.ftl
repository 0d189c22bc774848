# The administrators' workshop: schemas, pages, blocks.

# Forms
setting-none = Nothing chosen
setting-not-there = { $value } (stays as it is)
setting-nothing-to-choose = There is nothing to choose from yet.
setting-title-of-record = Title of the record
setting-add = Add entry
setting-up = Move entry { $number } up
setting-down = Move entry { $number } down
setting-drop = Remove entry { $number }
setting-row-label = { $what }, entry { $number }
setting-wrong-number = Enter a whole number from { $least } to { $most }.
setting-wrong-moment = That is no moment. Write it like 2026-11-25T08:30.
setting-wrong-json = That is no JSON: line { $line }, character { $column }. What you wrote still stands there.
setting-yes = Yes
setting-no = No
setting-clash = Somebody stored something else meanwhile
setting-clash-line = Both stand below. Save once more and what stands in the form applies.
setting-clash-again = Load what is stored
setting-clash-what = Setting
setting-clash-stored = Stored
setting-clash-yours = In the form

# Schemas
console-schemas = Schemas
schema-slug = Short name
schema-slug-hint = Lower case letters, digits and _, such as wallbox. It stands in addresses and grants and stays for good.
schema-slug-wrong = { $slug } cannot be a short name: it is in use, reserved, or holds more than lower case letters, digits and _.
schema-stale = Somebody changed the schema meanwhile.
schema-attributes = Attributes
schema-groups = Groups
schema-list-line = { $count ->
    [one] One kind of record
   *[other] { $count } kinds of records
}. What is saved here applies at once in lists, forms and portals.
schema-add = New schema
schema-add-line = A new kind of record. Portals show it once you allow the schema there and grant rights.
schema-from = Model
schema-from-scratch = From scratch
schema-create = Create schema
schema-copy = Copy
schema-copy-name = { $name } (copy)
schema-save = Save schema
schema-names = Names and groups
schema-line = Version { $version } · { $count ->
    [one] one attribute
   *[other] { $count } attributes
}
schema-no-group = Without a group
schema-group-empty = Nothing stands in this group yet.
schema-title-sample = The newest record would be called:
schema-title-no-sample = There is no record yet to show the title with.
schema-title-try = Try the title
schema-remove = Remove schema
schema-remove-ask = Remove the schema { $name }?
schema-remove-line = Grants, pages and settings that name it stay and show nothing any more.
schema-remove-held = There are still records. Remove them first.
setting-schema-name = One record is called
setting-schema-plural = Several are called
setting-schema-title-template = Title
setting-schema-title-template-hint = Text and attributes in double braces, such as {"{{"}contract_name{"}}"}. Whoever sees the record sees its title, even when an attribute in it is hidden. Records that are there get it with their next change.
setting-schema-icon = Icon
setting-schema-group-settings = Groups
setting-schema-group-settings-hint = Groups arrange the attributes. Grants can name a whole group, so its short name is better left as it is.
setting-schema-id = Short name of the group
setting-schema-label = Heading

# Attributes
attribute-add = New attribute
attribute-line = Attribute of { $schema }
attribute-name = Name
attribute-name-hint = Lower case letters, digits and _. Records, grants and pages call the attribute so; the name stays for good.
attribute-name-fixed = Records, grants and pages call the attribute so. For another name, make a new one.
attribute-name-wrong = This name cannot be: it is in use, or it is not made of lower case letters, digits and _ with a letter first.
attribute-label-missing = Write in at least one language what the attribute is called.
attribute-option-wrong = Every option needs a value that no other has.
attribute-save = Save attribute
attribute-again = Show the questions for this type
attribute-up = Move { $name } up
attribute-down = Move { $name } down
attribute-required = Required
attribute-readonly = Read only
attribute-hidden = Hidden
attribute-identifier = Identifier
attribute-sensitive = Sensitive
attribute-kept = Kept as it is
attribute-remove = Remove attribute
attribute-remove-ask = Remove the attribute { $name }?
attribute-remove-free = No record, grant or page names it.
attribute-remove-line = The values stay stored in the records but are shown nowhere any more. A new attribute of the same name shows them again. Whatever names the attribute shows or allows nothing from then on.
attribute-held = { $count ->
    [0] No record holds a value
    [one] One record holds a value
   *[other] { $shown } records hold a value
}
attribute-in-title = The title of the records is made from it.
attribute-on-page = Stands on the page
attribute-in-settings = Stands in the settings of
attribute-grant = { $role }, no. { $number }
attribute-grants = { $count ->
    [one] One grant names it:
   *[other] { $count } grants name it:
}
attribute-effects = This changes more than this form
attribute-retype-line = Values that are there stay as they are. What does not fit the new type is shown as text and must be put right with the next change.
attribute-regroup-line = Grants name the old or the new group. With the group, those who see the attribute change.
attribute-agree = Yes, it shall be so
attribute-agree-first = Read what changes and agree to it.
setting-attribute-label = Label
setting-attribute-type = Type
setting-attribute-group = Group
setting-attribute-required = Required: no record without a value
setting-attribute-readonly = Read only: forms do not offer to change it
setting-attribute-hidden = Hidden: pages show it only when they name it
setting-attribute-sensitive = Sensitive
setting-attribute-sensitive-hint = A hint for administrators, for example on bank details. Only grants decide who sees it.
setting-attribute-exclude-from-search = Not found by search
setting-attribute-identifier = Identifier: the value finds the record, for example at registration
setting-attribute-multiline = Several lines
setting-attribute-repeatable = Several values
setting-attribute-unit = Unit
setting-attribute-unit-hint = Stands after the number, such as kWh.
setting-attribute-options = Options
setting-attribute-options-hint = The value stands in the record, the label on pages. Records with a value that is missing here keep it until their next change.
setting-attribute-value = Value
setting-attribute-title = Label
setting-attribute-tone = Tone
setting-attribute-tone-is-neutral = Neutral
setting-attribute-tone-is-good = Good
setting-attribute-tone-is-warn = Attention
setting-attribute-tone-is-bad = Bad
setting-attribute-tone-is-info = In progress
setting-attribute-columns = Columns
setting-attribute-name = Name
setting-attribute-type-is-string = Text
setting-attribute-type-is-number = Number
setting-attribute-type-is-date = Day
setting-attribute-allowedschemas = Points to
setting-attribute-allowedschemas-hint = None ticked: to every kind of record.
setting-attribute-relation-type = How many
setting-attribute-relation-type-is-has-many = Several
setting-attribute-relation-type-is-has-one = At most one
attribute-type-string = Text
attribute-type-number = Number
attribute-type-currency = Amount of money
attribute-type-boolean = Yes or no
attribute-type-date = Day
attribute-type-datetime = Moment
attribute-type-select = Choice
attribute-type-multiselect = Several choices
attribute-type-status = Status
attribute-type-address = Address
attribute-type-email = E-mail address
attribute-type-phone = Phone number
attribute-type-link = Web address
attribute-type-country = Country
attribute-type-payment = Bank details
attribute-type-table = Table
attribute-type-relation = Relation to records
attribute-type-file = File
attribute-type-image = Picture
attribute-type-internal = Internal (any JSON)
schema-groups-wrong = The groups cannot be so: each needs a short name of its own without : / * and ., and one with attributes cannot go. Give its attributes another group first.
attribute-misfits = { $count ->
    [one] One value that is there would no longer fit.
   *[other] { $shown } values that are there would no longer fit.
}
setting-attribute-identifier-hint = For records that are there, a change applies shortly after it is saved.
setting-attribute-exclude-from-search-hint = For records that are there, a change applies shortly after it is saved.

# What was done
console-done-schema-saved = The schema is saved and applies from now on.
console-done-schema-created = The schema is created.
console-done-schema-removed = The schema is removed.
console-done-attribute-saved = The attribute is saved and applies from now on.
console-done-attribute-moved = The order is saved.
console-done-attribute-removed = The attribute is removed.

# Blocks
block-heading-line = The title of the page or of a part
block-text-line = Paragraphs or a note
block-quick-actions-line = Tiles or buttons that lead on
block-teaser-line = An offer or news with a button
block-attribute-line = One fact of a record
block-attribute-group-line = Several facts, to change if you like
block-entity-list-line = Records to search and page through
block-group-line = Blocks one below the other, side by side, or in two columns
block-tabs-line = Parts of a page, each with an address of its own
block-tab-line = One part under tabs
block-footer-line = The last line of every page
setting-title = Title
setting-title-hint = Empty texts are left out. Values stand in double braces, such as {"{{"}contact.first_name{"}}"}.
setting-subtitle = Line below
setting-heading-level = Level
setting-heading-level-hint = 1 is the title of the page, 2 that of a part.
setting-text-text = Text
setting-text-text-hint = An empty line begins a paragraph.
setting-text-tone = As a note
setting-text-tone-is-none = Plain text
setting-text-tone-is-info = Good to know
setting-text-tone-is-warn = Attention
setting-quick-actions-layout = Layout
setting-quick-actions-layout-is-grid = Tiles
setting-quick-actions-layout-is-stacked = One row of buttons
setting-quick-actions-actions = Actions
setting-quick-actions-title = Title
setting-icon-name = Icon
setting-linktype = Leads
setting-linktype-is-internal = To a page of the portal
setting-linktype-is-external = Out of the portal
setting-target-path = Page of the portal
setting-target-path-hint = A path such as /meters.
setting-link = Address outside
setting-link-hint = Begins with https:, mailto: or tel:.
setting-button-label = Button
setting-schema = Kind of records
setting-schema-hint = Show the form again after choosing, and its attributes can be chosen.
setting-attribute-name-label = Attribute
setting-label = Label
setting-name = Name
setting-editable = Can be changed where the grants allow it
setting-hideemptyvalue = Show nothing without a value
setting-attribute-group-value = Group of attributes
setting-attribute-group-value-hint = Or choose kind and attributes below yourself.
setting-attribute-group-attributes = Attributes in this order
setting-entity-list-columns = Columns
setting-entity-list-columns-hint = The first is the title. Who may not see a column does not get it.
setting-entity-list-sort = Order
setting-entity-list-sort-hint = An attribute with :asc or :desc, such as start_date:desc.
setting-entity-list-page-size = Rows a page
setting-entity-list-enable-search = With a search field
setting-entity-list-search-fields = Search looks at
setting-entity-list-filters = Conditions
setting-entity-list-filters-hint = A JSON list; all must hold, such as [{"{"}"term": {"{"}"status": "active"{"}"}{"}"}].
setting-entity-list-filters-context-mapping = Only what is related
setting-entity-list-filters-context-mapping-hint = JSON, such as {"{"}"contract": "{"{{"}contract._id{"}}"}"{"}"}.
setting-entity-list-empty = When there is nothing
setting-entity-list-link-to-detail = The title leads to the page of the record
setting-entity-list-destinationpageid = The title leads here instead
setting-group-layout-type = Layout
setting-group-layout-type-is-stacked = One below the other
setting-group-layout-type-is-grid = Side by side
setting-group-layout-type-is-main-side = A wide and a narrow column
setting-group-layout-columns = Columns
setting-tab-label = Label
setting-tab-name = Name in the address
setting-tab-name-hint = One word in lower case.
setting-footer-description = Line
setting-footer-links-de = Links (German)
setting-footer-links-en = Links (English)
setting-footer-url = Address
setting-block-column = Column
setting-block-column-is-main = Wide column
setting-block-column-is-side = Narrow column

# Visibility
setting-visibility-is-hidden = Hide
setting-visibility-start-date = Visible from
setting-visibility-end-date = Visible until
setting-visibility-hidden-on-mobile = Not on phones
setting-visibility-hidden-on-desktop = On phones only
setting-visibility-visible-for-targets = Visible for
setting-visibility-visible-for-targets-hint = Targets; none ticked: for everybody.
setting-visibility-visible-for-operator = With several of them
setting-visibility-visible-for-operator-is-or = One is enough
setting-visibility-visible-for-operator-is-and = All must fit
setting-visibility-hidden-for-targets = Hidden for
setting-visibility-hidden-for-operator = Hidden when
setting-visibility-hidden-for-operator-is-or = One fits
setting-visibility-hidden-for-operator-is-and = All fit

# Pages
setting-page-title = Name of the page
setting-page-title-hint = Stands in the navigation, in the browser and above the page.
setting-page-slug = Address
setting-page-slug-hint = The path after the slash. The old address leads here from then on.
setting-page-parentid = Belongs to
setting-page-parentid-hint = Stands in the path above the page, such as the list above a record.
setting-page-show-in-navigation = In the navigation
setting-page-is-entry-route = First page after signing in
setting-page-is-public = Seen without signing in
setting-page-is-detail = Shows one record
setting-page-detail-schema = Of this kind
setting-page-icon-name = Icon

# Editing pages
page-parts = Parts of the page
page-blocks = Blocks
page-settings = Settings
page-add = New page
page-create = Create page
page-save = Save page
page-copy = Copy
page-hide = Hide
page-show = Show
page-remove = Remove page
page-remove-ask = Remove the page { $name }?
page-remove-line = Its blocks go with it. Whoever opens the address finds nothing any more.
page-remove-system = The portal needs this page. Hide it instead.
page-belongs = Belongs to it:
page-linked = Leads to it:
page-linked-everywhere = Something that stands on every page leads to it.
page-from = Model
page-from-scratch = Empty page
page-from-starter = Starter page: { $name }
page-from-copy = Copy of { $name }
page-slug-hint = The path after the slash, such as wallbox.
page-slug-kept = Every portal shows something of its own at this address. Choose another one.
page-slug-wrong = This address cannot be: another page has it, or it holds more than letters, digits, - _ and /.
page-past = Earlier addresses that lead here: { $routes }
page-preview = Preview
page-preview-as = Seen by
page-preview-show = Show
page-preview-open = Open large
page-preview-title = The page as { $name } sees it
page-preview-nobody = Nobody can sign in yet through whose eyes the page could be shown.
page-preview-banner = Preview: the portal as { $name } sees it. Nothing can be changed.
page-preview-end = End preview

# Editing blocks
block-add = Add block
block-add-into = Into { $name }
block-add-one = Add { $name }
block-sample = How { $name } looks
block-save = Save block
block-again = Show the form again
block-parent = Stands in
block-parent-page = On the page itself
block-visibility = When and for whom
block-unknown-line = Portals do not show it. What it holds is kept and can be changed here as JSON.
block-remove = Remove block
block-remove-ask = Remove { $name }?
block-remove-line = { $count ->
    [0] Nothing else stands in it.
    [one] The block that stands in it goes with it.
   *[other] The { $count } blocks that stand in it go with it.
}
block-step-up = Move { $name } up
block-step-down = Move { $name } down
block-step-copy = Duplicate { $name }
block-step-hide = Hide { $name }
block-step-show = Show { $name }
block-step-into = Add a block to { $name }
console-done-page-saved = The page is saved.
console-done-page-created = The page is created.
console-done-page-moved = The order is saved.
console-done-page-hidden = The page is hidden: nobody finds it any more.
console-done-page-shown = The page can be seen again.
console-done-page-removed = The page is removed.
console-done-block-added = The block stands on the page. Now say what it shows.
console-done-block-saved = The block is saved.
console-done-block-up = The order is saved.
console-done-block-down = The order is saved.
console-done-block-copy = The copy stands below it.
console-done-block-hide = The block is hidden.
console-done-block-show = The block can be seen again.
console-done-block-removed = The block is removed.

# How a portal behaves
portal-behaviour = Behaviour
portal-behaviour-save = Save behaviour
portal-config-unreadable = The text “config” of this portal is no readable JSON. Languages and help can be changed here once it is put right.
portal-either-way = Signing in without a password and a second step exclude each other. Choose one of them.
portal-part-words = Languages and help
portal-part-words-line = What stands on every page and in help
portal-part-registration = Registration
portal-part-registration-line = Who may make an account, and how we know who somebody is
portal-part-sign-in = Signing in
portal-part-sign-in-line = How users prove who they are
portal-part-records = Contracts
portal-part-records-line = Which contracts users find and add themselves
portal-part-programs = For programs
portal-part-programs-line = These are stored and told to programs. The portal's own pages do not change with them.
setting-portal-config-languages = Languages
setting-portal-config-languages-hint = None ticked: all. Users switch between them.
setting-portal-config-default-language = First
setting-portal-config-support-phone = Phone
setting-portal-config-support-email = E-mail address
setting-portal-config-support-hours = When to reach it
setting-portal-config-externallinks = Further links
setting-portal-config-externallinks-hint = They stand on the help page.
setting-portal-label = Label
setting-portal-link = Address
setting-portal-self-registration-setting = Registering oneself
setting-portal-self-registration-setting-is-allow-without-contact-creation = Allowed; you match whom nobody knows
setting-portal-self-registration-setting-is-allow-with-contact-creation = Allowed; whom nobody knows becomes a new contact
setting-portal-self-registration-setting-is-always-create-contact = Allowed; always as a new contact
setting-portal-self-registration-setting-is-block-if-portal-user-exists = Known contacts only, each of them once
setting-portal-self-registration-setting-is-deny = Known contacts only
setting-portal-self-registration-setting-is-disallow-completely = Nobody; by invitation only
setting-portal-registration-identifiers = How we know somebody
setting-portal-registration-identifiers-hint = All answers together must lead to exactly one contact.
setting-portal-self-registration-entity = Known first
setting-portal-self-registration-entity-is-contact = The contact
setting-portal-self-registration-entity-is-account = The company, then the contact in it
setting-portal-self-registration-account-setting = When the company is known first
setting-portal-self-registration-account-setting-is-deny = Known companies only
setting-portal-self-registration-account-setting-is-block-if-portal-user-exists = Known companies without an account only
setting-portal-self-registration-account-setting-is-allow-with-creation = Allowed; one that nobody knows is made
setting-portal-self-registration-account-setting-is-always-create = Allowed; always made anew
setting-portal-self-registration-account-setting-is-disallow-completely = Nobody; by invitation only
setting-portal-contact-identifiers-for-account = How we know the contact in the company
setting-portal-schema = Kind of records
setting-portal-name = Attribute
setting-portal-additional-contact-attributes = Further questions
setting-portal-additional-contact-attributes-hint = The answers go into a new contact. They identify nobody.
setting-portal-required = Required
setting-portal-block-registration-if-portal-user-exists = Refuse when the contact has an account already
setting-portal-auth-settings-passwordless-login-enabled = Signing in without a password
setting-portal-auth-settings-passwordless-login-enabled-hint = With a code or link that comes by e-mail.
setting-portal-advanced-mfa-enabled = Second step after the password
setting-portal-advanced-mfa-enabled-hint = A code by e-mail. Not together with signing in without a password.
setting-portal-auth-settings-prevent-user-enumeration = Do not tell whether there is an account
setting-portal-auth-settings-prevent-user-enumeration-hint = Registration and sign-in answer strangers always the same.
setting-portal-cognito-details-password-policy-minimum-length = Password: at least so many characters
setting-portal-cognito-details-password-policy-password-history-size = Password: so many earlier ones are barred
setting-portal-contract-identifiers = What users add a contract with
setting-portal-contract-identifiers-hint = All answers must belong to the same contract.
setting-portal-inactive-contract-cutoff-years = Show ended contracts for so many years
setting-portal-inactive-contract-cutoff-years-hint = Applies to the list of contracts that programs get. Lists on pages have conditions of their own.
setting-portal-is-dummy = Test portal
setting-portal-prevent-search-engine-indexing = Keep search engines away
setting-portal-user-account-self-management = Users manage their account themselves
setting-portal-meter-reading-grace-period = Days of grace for readings
setting-portal-feature-settings-start-page = Start page
setting-portal-feature-settings-billing = Billing
setting-portal-feature-settings-change-due-date = Change of the due date
setting-portal-feature-settings-new-design = New design
setting-portal-contract-selector-config-show-inactive = Contract switcher: ended ones too
setting-portal-contract-selector-config-title-path = Contract switcher: title from the attribute

# Designs
design-standard = Standard look
design-stored = Stored look
design-worn = { $portal } as { $name } sees it in this design
design-logo = Logo
design-logo-main = For light pages
design-logo-dark = For dark pages, if it is another one
design-logo-limit = SVG, PNG, JPG or WebP up to 500 KB
design-logo-press = Upload logo
design-logo-remove = Take logo off
design-logo-none = Choose a picture first.
design-logo-large = The picture is larger than 500 KB. Choose a smaller one.
design-logo-kind = That is no picture that can be used here. Take SVG, PNG, JPG or WebP.
console-done-logo-saved = The logo is saved. Portals in this design show it from now on.
console-done-logo-removed = The logo is taken off.

# Documents
console-block-documents = Documents
block-documents-line = Files that the reader may see, with upload if you like
setting-documents-schema = Only files of these records
setting-documents-page-size = Files a page
setting-documents-enable-search = With a search field
setting-documents-search-fields = Search looks at
setting-documents-enable-upload = Upload where the grants allow it
setting-documents-empty = When there is nothing
