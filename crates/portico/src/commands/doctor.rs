//! `portico doctor`: looks whether everything is well, and says what to do where it is not. Changes nothing.

use std::process::ExitCode;

use portico_core::{Refusal, mail, portals, tenants};
use portico_db::Db;
use portico_kit::TenantId;

use super::FOLDER;
use crate::Problem;
use crate::cli::Serve;
use crate::output::say;
use crate::place::Place;
use crate::serve::can_listen;

/// How a thing that was looked at is.
enum Finding {
    Well(String),
    Warning(String),
    Bad(String),
}

use Finding::{Bad, Warning, Well};

/// Looks at everything; fails when something is bad.
pub async fn run(serve: &Serve) -> Result<ExitCode, Problem> {
    let place = serve.data.place(FOLDER);
    let mut findings = vec![folder(&place)];
    let (database, is_current) = database(&place);
    findings.push(database);
    if is_current {
        findings.extend(data(&place.open()?).await?);
    }
    findings.push(match can_listen(&serve.service.listen) {
        Ok(()) => Well(format!("The address {} is free.", serve.service.listen)),
        Err(problem) => Warning(format!("{problem} While Portico is running this is as it should be.")),
    });
    findings.push(mail(serve).await?);
    findings.extend(serve.service.warnings().into_iter().map(|warning| Warning(warning.to_owned())));
    for finding in &findings {
        let (mark, told) = match finding {
            Well(told) => ("ok  ", told),
            Warning(told) => ("warn", told),
            Bad(told) => ("BAD ", told),
        };
        say(format!("{mark}  {told}"));
    }
    let is_bad = findings.iter().any(|finding| matches!(finding, Bad(_)));
    Ok(if is_bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Whether the mail server lets us in; nothing is sent.
async fn mail(serve: &Serve) -> Result<Finding, Problem> {
    let Some(installed) = serve.service.mail.installed()? else {
        return Ok(Well("Mails are kept in the local mailbox, under /admin/mailbox.".to_owned()));
    };
    let name = format!("{}:{}", installed.server.host, installed.server.port);
    Ok(match mail::knock(&installed, "localhost").await {
        Ok(()) => Well(format!("The mail server {name} lets us in.")),
        Err(told) => {
            Bad(format!("The mail server {name} cannot be used: {told}. Check the options --smtp-…."))
        }
    })
}

fn folder(place: &Place) -> Finding {
    let shown = place.folder.display();
    if !place.folder.exists() {
        return Warning(format!("The data folder {shown} is not there yet. The first start makes it."));
    }
    match place.make_folder() {
        Ok(()) => Well(format!("The data folder {shown} can be written.")),
        Err(problem) => Bad(problem.to_string()),
    }
}

/// How the database is, and whether it is current, so that opening it changes nothing.
fn database(place: &Place) -> (Finding, bool) {
    let name = place.database_name();
    match place.progress() {
        Err(problem) => (Bad(problem.to_string()), false),
        Ok(at) if at.found == 0 => {
            (Warning(format!("The database {name} is not there yet. The first start makes it.")), false)
        }
        Ok(at) if at.found > at.known => (Bad(place.newer(at).to_string()), false),
        Ok(at) if at.found < at.known => {
            let steps = at.known - at.found;
            (Warning(format!("The database {name} is {steps} steps behind. Run `portico migrate`.")), false)
        }
        Ok(at) => {
            (Well(format!("The database {name} answers and is up to date at step {}.", at.found)), true)
        }
    }
}

/// How what the database holds is.
async fn data(db: &Db) -> Result<Vec<Finding>, Problem> {
    let system = TenantId::system();
    let counted = db.read(&system, |tx| {
        let mut portals = 0;
        let organisations = tenants::list(tx)?;
        for organisation in &organisations {
            portals += tx.as_tenant(organisation, portals::list)?.len();
        }
        Ok::<_, Refusal>((organisations.len(), portals, portico_queue::depth(tx)?))
    });
    let (organisations, portals, (waiting, given_up)) = counted.await?;
    let count = |number: usize, one: &str, more: &str| match number {
        1 => format!("1 {one}"),
        other => format!("{other} {more}"),
    };
    let organisations = match organisations {
        0 => Warning("There is no organisation yet. Make one with `portico org create`.".to_owned()),
        some => Well(format!(
            "There are {} with {}.",
            count(some, "organisation", "organisations"),
            count(portals, "portal", "portals")
        )),
    };
    let jobs = match given_up {
        0 => Well(format!("Jobs: {waiting} are waiting, none was given up.")),
        some => Warning(format!("Jobs: {some} were given up, {waiting} are waiting. The log says why.")),
    };
    Ok(vec![organisations, jobs])
}
