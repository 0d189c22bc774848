//! The statement that selects records for a caller: the access predicate first, everything else inside it.

use portico_access::{Action, Predicate, StoredRecord, predicate};
use portico_db::Param;
use portico_kit::EntityId;
use portico_kit::filter::Filter;

use crate::{Caller, Refusal};

/// How a selection starts that has no limit of reach.
const ALL: &str = "FROM entities e WHERE e.tenant_id = $1";

/// How many records by id are each followed inwards; more are looked for from the roots outwards.
const FEW: usize = 50;

/// Which records are looked for: those that live, those that were removed, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Life {
    /// Living records.
    #[default]
    Living,
    /// Living and removed records.
    Any,
    /// Removed records.
    Removed,
}

/// `FROM … WHERE …` over entities `e`, with its parameters from `$2`.
#[derive(Clone)]
pub(super) struct Selection {
    sql: String,
    params: Vec<Param<'static>>,
    unreachable: bool,
}

impl Selection {
    /// One record by id and schema.
    pub(super) fn of_one(caller: &Caller, schema: &str, id: &EntityId) -> Result<Self, Refusal> {
        Self::of_one_for(caller, schema, id, &Action::View)
    }

    fn of_one_for(caller: &Caller, schema: &str, id: &EntityId, action: &Action) -> Result<Self, Refusal> {
        let rule = predicate(&caller.viewer, schema, action, 2)?;
        let mut selection = Self { sql: String::new(), params: Vec::new(), unreachable: false };
        if let Some(reach) = &rule.reach {
            selection.params.extend(reach.params.iter().map(|id| Param::from(id.clone())));
            let wanted = selection.bind(id.as_str().to_owned());
            let id_param = selection.params.len() + 1;
            selection.sql = format!(
                "FROM (SELECT DISTINCT id FROM ({}) x) r CROSS JOIN entities e
                 WHERE e.tenant_id = $1 AND e.id = r.id AND r.id = {wanted}",
                reach.of_one(id_param)
            );
        } else {
            let wanted = selection.bind(id.as_str().to_owned());
            selection.sql = format!("FROM entities e WHERE e.tenant_id = $1 AND e.id = {wanted}");
        }
        let schema = selection.bind(schema.to_owned());
        selection.sql.push_str(&format!(" AND e.schema = {schema} AND e.deleted_at IS NULL"));
        selection.and_filter(&rule.condition)?;
        Ok(selection)
    }

    /// Records of one schema by id: a few are followed inwards to the roots, many are looked for in all that is
    /// reached.
    pub(super) fn of_ids(caller: &Caller, schema: &str, ids: &[EntityId]) -> Result<Self, Refusal> {
        let list = |selection: &mut Self| -> Vec<String> {
            let named_once = ids.iter().enumerate().filter(|(at, id)| !ids[..*at].contains(id));
            named_once.map(|(_, id)| selection.bind(id.as_str().to_owned())).collect()
        };
        if ids.len() > FEW {
            let mut selection = Self::of_schemas(caller, &[schema.to_owned()])?;
            let list = list(&mut selection).join(", ");
            selection.and(&format!("e.id IN ({list})"));
            return Ok(selection);
        }
        let rule = predicate(&caller.viewer, schema, &Action::View, 2)?;
        let mut selection = Self { sql: String::new(), params: Vec::new(), unreachable: false };
        let mut reached = String::new();
        if let Some(reach) = rule.reach {
            reached = format!(" AND EXISTS ({})", reach.of_each("e.id"));
            selection.params.extend(reach.params.into_iter().map(Param::from));
        }
        // The ids lead, so that no engine starts from all records of the schema.
        let rows: Vec<String> =
            list(&mut selection).iter().map(|id| format!("SELECT CAST({id} AS text) AS id")).collect();
        let schema = selection.bind(schema.to_owned());
        selection.sql = format!(
            "FROM ({}) r CROSS JOIN entities e WHERE e.tenant_id = $1 AND e.id = r.id AND e.schema = {schema}
             AND e.deleted_at IS NULL{reached}",
            rows.join(" UNION ALL ")
        );
        selection.and_filter(&rule.condition)?;
        Ok(selection)
    }

    /// All living records of these schemas; schemas of which the caller sees nothing yield none.
    pub(super) fn of_schemas(caller: &Caller, schemas: &[String]) -> Result<Self, Refusal> {
        Self::of_schemas_in(caller, schemas, Life::Living)
    }

    /// As [`Self::of_schemas`], also of removed records, which nobody but staff is led to.
    pub(super) fn of_schemas_in(caller: &Caller, schemas: &[String], life: Life) -> Result<Self, Refusal> {
        if life != Life::Living && !caller.is_staff() {
            return Err(Refusal::invalid("include_deleted", "Removed records are found by staff only."));
        }
        let mut selection = Self { sql: String::new(), params: Vec::new(), unreachable: false };
        let (mut reaches, mut tests) = (Vec::new(), Vec::new());
        // A schema that is named twice must not bring its records twice.
        let named_once = schemas.iter().enumerate().filter(|(at, slug)| !schemas[..*at].contains(slug));
        for (_, schema) in named_once {
            let rule = match predicate(&caller.viewer, schema, &Action::View, selection.params.len() + 2) {
                Ok(rule) => rule,
                Err(denial) => match Refusal::from(denial) {
                    Refusal::NotFound => continue,
                    refusal => return Err(refusal),
                },
            };
            let Predicate { reach, condition } = rule;
            if let Some(reach) = reach {
                selection.params.extend(reach.params.into_iter().map(Param::from));
                reaches.push(reach.sql);
            }
            let schema = selection.bind(schema.clone());
            let condition = selection.condition(&condition)?;
            tests.push(format!("e.schema = {schema}{condition}"));
        }
        selection.unreachable = tests.is_empty();
        let from = match reaches.as_slice() {
            [] => ALL.to_owned(),
            [one] => format!("FROM ({one}) r CROSS JOIN entities e WHERE e.tenant_id = $1 AND e.id = r.id"),
            several => {
                let all: Vec<String> =
                    several.iter().map(|sql| format!("SELECT id FROM ({sql}) x")).collect();
                let all = all.join(" UNION ALL ");
                format!("FROM ({all}) r CROSS JOIN entities e WHERE e.tenant_id = $1 AND e.id = r.id")
            }
        };
        let tests = match tests.as_slice() {
            [] => "1 = 0".to_owned(),
            [one] => one.clone(),
            several => format!("(({}))", several.join(") OR (")),
        };
        let alive = match life {
            Life::Living => " AND e.deleted_at IS NULL",
            Life::Any => "",
            Life::Removed => " AND e.deleted_at IS NOT NULL",
        };
        selection.sql = format!("{from} AND {tests}{alive}");
        Ok(selection)
    }

    /// Removed records of one schema, for staff only: nobody else is led to what is gone.
    pub(super) fn of_removed(caller: &Caller, schema: &str) -> Result<Self, Refusal> {
        let rule = predicate(&caller.viewer, schema, &Action::View, 2)?;
        if !caller.is_staff() || rule.reach.is_some() {
            return Err(Refusal::NotFound);
        }
        let mut selection = Self { sql: ALL.to_owned(), params: Vec::new(), unreachable: false };
        let schema = selection.bind(schema.to_owned());
        selection.sql.push_str(&format!(" AND e.schema = {schema} AND e.deleted_at IS NOT NULL"));
        selection.and_filter(&rule.condition)?;
        Ok(selection)
    }

    /// Whether nothing can be selected, whatever is stored.
    pub(super) fn is_empty(&self) -> bool {
        self.unreachable
    }

    /// Adds a parameter and answers its place, such as `$5`.
    pub(super) fn bind(&mut self, value: impl Into<Param<'static>>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len() + 1)
    }

    /// Starts from these ids instead of from all records; false when the selection starts from a reach already.
    pub(super) fn lead_by(&mut self, ids: &str) -> bool {
        match self.sql.strip_prefix(ALL) {
            Some(rest) => {
                self.sql = format!(
                    "FROM ({ids}) r CROSS JOIN entities e WHERE e.tenant_id = $1 AND e.id = r.id{rest}"
                );
                true
            }
            None => false,
        }
    }

    /// Narrows the selection by a condition in SQL.
    pub(super) fn and(&mut self, condition: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
    }

    /// Narrows the selection by a filter over the documents.
    pub(super) fn and_filter(&mut self, filter: &Filter) -> Result<(), Refusal> {
        let condition = self.condition(filter)?;
        self.sql.push_str(&condition);
        Ok(())
    }

    fn condition(&mut self, filter: &Filter) -> Result<String, Refusal> {
        match filter {
            Filter::Always => Ok(String::new()),
            Filter::Never => Ok(" AND 1 = 0".to_owned()),
            Filter::Ids(ids) if !ids.is_empty() => {
                let list: Vec<String> = ids.iter().map(|id| self.bind(id.clone())).collect();
                Ok(format!(" AND e.id IN ({})", list.join(", ")))
            }
            filter => {
                let text =
                    serde_json::to_string(filter).map_err(|error| Refusal::Fault(error.to_string()))?;
                let place = self.bind(text);
                Ok(format!(" AND doc_matches(e.doc, {place})"))
            }
        }
    }

    /// Adds what follows the conditions: order and limits.
    pub(super) fn then(&mut self, tail: &str) {
        self.sql.push(' ');
        self.sql.push_str(tail);
    }

    pub(super) fn sql(&self) -> &str {
        &self.sql
    }

    pub(super) fn params(&self) -> &[Param<'static>] {
        &self.params
    }
}

/// Whether the caller may do something with a record that it sees.
pub(super) fn allowed(caller: &Caller, action: &Action, stored: &StoredRecord) -> Result<(), Refusal> {
    let refused = || Refusal::Forbidden {
        message: format!("You may see this {}, but not do this with it.", stored.schema),
    };
    let rule =
        predicate(&caller.viewer, &stored.schema, action, 2).map_err(|denial| {
            match Refusal::from(denial) {
                Refusal::NotFound => refused(),
                refusal => refusal,
            }
        })?;
    if rule.condition.matches(&stored.doc) { Ok(()) } else { Err(refused()) }
}
