//! Permission matrix: who may do what with which schema, a word in every cell.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::either;
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

/// What a role may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grant {
    /// Nothing was granted.
    None,
    /// On everything a relation leads to.
    Reach,
    /// On everything there is.
    All,
    /// With a condition, said in a word or two.
    Condition(String),
    /// On so many attributes.
    Attributes(usize),
    /// Expressly not.
    Deny,
}

/// Whether a cell differs from what is live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Draft {
    /// It is as published.
    #[default]
    Same,
    /// It differs.
    Changed,
}

/// One cell: the grant, whether it is a change, and where it is edited.
#[derive(Debug, Clone)]
pub struct Cell {
    grant: Grant,
    draft: Draft,
    href: Option<String>,
}

impl Cell {
    /// A cell with this grant.
    pub fn new(grant: Grant) -> Self {
        Self { grant, draft: Draft::Same, href: None }
    }

    /// It differs from what is live: a dashed edge.
    pub fn changed(mut self) -> Self {
        self.draft = Draft::Changed;
        self
    }

    /// Where it is edited.
    pub fn edit(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// The cell in words.
    pub fn show(&self, locale: Locale) -> Markup {
        let (class, icon, text) = match &self.grant {
            Grant::None => ("none", None, "–".into()),
            Grant::Reach => ("good", Some(Icon::User), t(locale, "grant-reach")),
            Grant::All => ("good", Some(Icon::Check), t(locale, "grant-all")),
            Grant::Condition(words) => ("info", Some(Icon::Funnel), words.clone().into()),
            Grant::Attributes(n) => {
                ("info", Some(Icon::Funnel), t_args(locale, "grant-attributes", &[("count", (*n).into())]))
            }
            Grant::Deny => ("bad", Some(Icon::Ban), t(locale, "grant-deny")),
        };
        let (class, icon) = match self.draft {
            Draft::Same => (class.to_owned(), icon),
            Draft::Changed => (format!("{class} changed"), Some(Icon::Pencil)),
        };
        let inner = html! { @if let Some(icon) = icon { (icon.svg()) } (text) };
        html! {
            @match &self.href {
                Some(href) => a class={ "grant " (class) } href=(href) { (inner) },
                None => span class={ "grant " (class) } { (inner) },
            }
        }
    }
}

/// Roles across, schemas down.
#[derive(Debug, Clone)]
pub struct PermissionMatrix {
    locale: Locale,
    caption: String,
    actions: Vec<String>,
    roles: Vec<(String, String)>,
    rows: Vec<MatrixRow>,
}

/// One schema: its name, how many attributes, its cells, and its attributes when it is open.
#[derive(Debug, Clone)]
pub struct MatrixRow {
    schema: String,
    count: String,
    href: Option<String>,
    cells: Vec<Cell>,
    open: Option<Markup>,
}

impl MatrixRow {
    /// A schema with its number of attributes.
    pub fn new(schema: impl Into<String>, count: impl Into<String>) -> Self {
        Self { schema: schema.into(), count: count.into(), href: None, cells: Vec::new(), open: None }
    }

    /// The next cell: all actions of the first role, then of the second.
    pub fn cell(mut self, cell: Cell) -> Self {
        self.cells.push(cell);
        self
    }

    /// Where the schema opens or closes.
    pub fn toggle(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// It is open: its attributes below.
    pub fn open(mut self, attributes: impl Render) -> Self {
        self.open = Some(attributes.render());
        self
    }
}

impl PermissionMatrix {
    /// A matrix of these actions for each role.
    pub fn new(locale: Locale, caption: impl Into<String>, actions: &[&str]) -> Self {
        let actions = actions.iter().map(|action| (*action).to_owned()).collect();
        Self { locale, caption: caption.into(), actions, roles: Vec::new(), rows: Vec::new() }
    }

    /// A role and how many people have it.
    pub fn role(mut self, name: impl Into<String>, people: impl Into<String>) -> Self {
        self.roles.push((name.into(), people.into()));
        self
    }

    /// One more schema.
    pub fn row(mut self, row: MatrixRow) -> Self {
        self.rows.push(row);
        self
    }

    fn line(&self, row: &MatrixRow) -> Markup {
        let chevron = if row.open.is_some() { Icon::ChevronDown } else { Icon::ChevronRight };
        let columns = 1 + self.roles.len() * self.actions.len();
        html! {
            tr.open[row.open.is_some()] {
                th scope="row" {
                    @match &row.href {
                        Some(href) => a.schema href=(href) { (chevron.svg()) code { (row.schema) } span.quiet { (row.count) } },
                        None => span.schema { code { (row.schema) } span.quiet { (row.count) } },
                    }
                }
                @for cell in &row.cells { td { (cell.show(self.locale)) } }
            }
            @if let Some(open) = &row.open { tr.open-body { td colspan=(columns) { (open) } } }
        }
    }
}

impl Render for PermissionMatrix {
    fn render(&self) -> Markup {
        html! {
            div.table-frame tabindex="0" role="region" aria-label=(self.caption) {
                table.matrix data-grid="" {
                    caption.for-readers { (self.caption) }
                    thead {
                        tr {
                            td {}
                            @for (role, people) in &self.roles {
                                th scope="colgroup" colspan=(self.actions.len()) { (role) " " span.quiet { (people) } }
                            }
                        }
                        tr {
                            th scope="col" { (t(self.locale, "matrix-schema")) }
                            @for _ in &self.roles { @for action in &self.actions { th scope="col" { (action) } } }
                        }
                    }
                    tbody { @for row in &self.rows { (self.line(row)) } }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    let actions = [l("Ansehen", "View"), l("Ändern", "Edit"), l("Anlegen", "Create"), l("Löschen", "Delete")];
    let reach = || Cell::new(Grant::Reach).edit("#grant");
    let none = || Cell::new(Grant::None);
    let row = |schema, count| MatrixRow::new(schema, count).toggle("#open").cell(reach());
    let matrix = PermissionMatrix::new(locale, l("Wer darf was", "Who may do what"), &actions)
        .role(l("Endkunde", "End customer"), "8.226")
        .row(row("contract", "24").cell(Cell::new(Grant::Attributes(3)).edit("#g")).cell(none()).cell(none())
            .open(html! { p { (Cell::new(Grant::Reach).changed().show(locale)) " " (Cell::new(Grant::Deny).show(locale)) } }))
        .row(row("meter", "14").cell(none()).cell(reach()).cell(Cell::new(Grant::Condition(l("Eigene", "Own").into()))));
    html! { section.card.flush { (matrix) } }
}
