//! `portico demo`: two companies with their portals, people and papers, ready to look at.

use portico_core::{Core, Refusal, tenants};
use portico_kit::TenantId;

use super::DEMO_FOLDER;
use super::serve::{until_stopped, warn};
use crate::Problem;
use crate::cli::Demo;
use crate::demo::{Bundle, Facts, load, load_generated};
use crate::output::say;
use crate::serve::{Options, open};

/// Loads the demo where there is no data, writes down how to get in, and serves.
pub async fn run(demo: Demo) -> Result<(), Problem> {
    warn(&demo.serve);
    let options = Options { demo: true, ..demo.serve.service.options(&demo.serve.data, DEMO_FOLDER)? };
    let folder = options.place.folder.clone();
    let opened = open(options).await?;
    let bundle = Bundle::embedded();
    let main = bundle.main()?;
    let there = known_organisations(&opened.core).await?;
    if there.is_empty() {
        load(&opened.core, &opened.files, bundle).await?;
    } else if !there.contains(&main.id) {
        return Err(Problem::new(format!(
            "There are organisations here already, and none of them is of the demo. Serve them with `portico serve \
             --data {}`, or give the demo a place of its own with --data DIR or --database-url URL.",
            folder.display()
        )));
    }
    let count = load_generated(&opened.core, &opened.files, bundle, demo.contacts).await?;
    let facts = Facts::gather(&opened.core, bundle, &folder, &opened.base_url, count).await?;
    facts.write(&folder)?;
    say(facts.to_string());
    until_stopped(opened).await
}

async fn known_organisations(core: &Core) -> Result<Vec<TenantId>, Refusal> {
    core.db().read(&TenantId::system(), |tx| Ok(tenants::list(tx)?)).await
}
