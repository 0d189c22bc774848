//! Who may see and change what: pure decisions, the same rule as SQL, and the same decision explained.
//!
//! Values in, values out: no I/O, no clock, no SQL driver. Five layers decide in turn (state, schema, reach,
//! grants, kind); all must allow.

mod attributes;
mod change;
mod decide;
mod denial;
mod explain;
mod facts;
mod glob;
mod grants;
mod mask;
mod paths;
mod policy;
mod predicate;
mod question;
mod reach;
mod reach_sql;
mod rules;
mod schema_set;
mod standing;
mod state;
mod viewer;
#[cfg(feature = "worlds")]
pub mod worlds;

pub use change::{check_act, check_change, check_create};
pub use decide::{Decision, decide};
pub use denial::{Denial, Layer, Reason, Verdict};
pub use explain::{Explanation, Flip, LayerReport, Outcome, explain};
pub use facts::{Edge, Facts, Record, StoredRecord};
pub use grants::{Effect, Grant, GrantError, GrantRef, check_grant};
pub use mask::{Mask, PartialMask, UniformMask, mask, uniform_mask};
pub use paths::{PathError, PathTable};
pub use policy::{AttributeFacts, Policy, PolicyError, PolicyInput, SchemaFacts};
pub use predicate::{Predicate, predicate};
pub use question::{Action, Question};
pub use reach::Hop;
pub use reach_sql::Reach;
pub use standing::{AttributeStanding, Says, SchemaStanding, Standing, standing};
pub use state::check_state;
pub use viewer::{
    Opened, OrganisationViewer, PortalViewer, PreviewViewer, Roots, SurfaceViewer, UserState, Viewer,
};

/// The attributes every record has; they come with `entity:view` and no grant hides them.
pub const SYSTEM_FIELDS: [&str; 7] =
    ["_id", "_schema", "_org", "_title", "_tags", "_created_at", "_updated_at"];
