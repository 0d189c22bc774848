//! The rules as one condition for the store: which records of a schema a viewer may see or act on.

use portico_kit::document::Path;
use portico_kit::filter::{Filter, Value};

use crate::denial::{Denial, Layer, Reason, Verdict};
use crate::paths::is_name;
use crate::question::Action;
use crate::reach_sql::Reach;
use crate::state::{refusals_for, refuse};
use crate::viewer::{PortalViewer, Viewer};

/// The records of a schema a viewer may see or act on: those that are reached and meet the condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicate {
    /// The records that are reached; `None` when the viewer reaches all.
    pub reach: Option<Reach>,
    /// What must hold for a reached record.
    pub condition: Filter,
}

/// The attribute by which a file is shared with customers.
pub(crate) const SHARED: &str = "shared_with_end_customer";

/// The records of a schema with which the viewer may do this; an error when it is none, whatever is stored.
///
/// The parameters of the SQL are numbered from `first_param`; `$1` is the tenant.
pub fn predicate(
    viewer: &Viewer,
    schema: &str,
    action: &Action,
    first_param: usize,
) -> Result<Predicate, Denial> {
    let own = viewer.portal().map(|user| (user.roots.portal_user.as_str(), schema));
    if let Some(reason) = refusals_for(viewer, action, own).first() {
        return Err(refuse(*reason));
    }
    let Some(user) = viewer.portal() else {
        return Ok(Predicate { reach: None, condition: Filter::Always });
    };
    if viewer.reads_only() && !action.is_reading() {
        return Err(Denial::new(Layer::Kind, Reason::PreviewReadsOnly, Verdict::Forbidden));
    }
    let reach = reach(user, schema, first_param)?;
    let condition = condition(viewer, user, schema, action);
    if condition == Filter::Never {
        return Err(Denial::new(Layer::Grants, Reason::NotGranted, Verdict::NotFound));
    }
    Ok(Predicate { reach: Some(reach), condition })
}

/// Layers 2 and 3.
fn reach(user: &PortalViewer, schema: &str, first_param: usize) -> Result<Reach, Denial> {
    if user.policy.allows_schema(schema) && is_name(schema) {
        let texts = user.policy.reach_texts();
        return texts
            .reach(user.policy.paths(), &user.roots, schema, first_param)
            .ok_or_else(|| Denial::new(Layer::Reach, Reason::NotReached, Verdict::NotFound));
    }
    let roots = user.roots.of_schema(schema).into_iter();
    let own = roots.filter(|root| user.roots.is_own(root.as_str(), schema));
    let own = own.map(|root| root.as_str().to_owned()).collect();
    Reach::of_own(own, first_param)
        .ok_or_else(|| Denial::new(Layer::Schema, Reason::SchemaNotAllowed, Verdict::NotFound))
}

/// Layers 4 and 5: what a record must be seen with, and then acted on with.
fn condition(viewer: &Viewer, user: &PortalViewer, schema: &str, action: &Action) -> Filter {
    let granted = |action: &Action| user.policy.record_rule(action, schema).filter(&user.roots.portal_user);
    let acting = if *action == Action::View { Filter::Always } else { granted(action) };
    Filter::all([granted(&Action::View), acting, kind_condition(schema), viewer.opened(schema)])
}

/// Layer 5: a file is shared with customers.
pub(crate) fn kind_condition(schema: &str) -> Filter {
    match Path::parse(SHARED) {
        Some(path) if schema == "file" => Filter::Term(path, Value::Bool(true)),
        _ => Filter::Always,
    }
}
