//! Links and logins of the demo: `demo.json` for programs, and the same for a person at the terminal.

use std::fmt;
use std::fs;
use std::path::Path;

use portico_core::{Core, Refusal, api_tokens, portals, sign_in};
use portico_db::Tx;
use portico_kit::{PortalId, TenantId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::bundle::Bundle;
use super::generated::Recipe;
use super::organisation::Organisation;
use crate::Problem;

/// The file in the data folder.
const FILE: &str = "demo.json";

/// What is needed to look at the demo.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Facts {
    /// The address of the API and the console.
    pub base_url: String,
    /// The company the links are about.
    pub organization_id: String,
    /// Its administrator.
    pub admin: Admin,
    /// Its portals.
    pub portals: Portals,
    /// Who signs in to them.
    pub users: Vec<User>,
    /// The generated customers.
    pub load_users: LoadUsers,
}

/// The administrator.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Admin {
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
    /// An API access token.
    pub token: String,
}

/// The portals of the company.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Portals {
    /// For customers.
    pub customer: PortalFacts,
    /// For installers.
    pub installer: PortalFacts,
}

/// A portal.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct PortalFacts {
    /// Its id.
    pub portal_id: String,
    /// Its origin.
    pub origin: String,
    /// Its host.
    pub domain: String,
    /// Its address.
    pub url: String,
}

/// A portal user.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct User {
    /// The name of its portal.
    pub portal: String,
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
    /// The portal user's record.
    pub portal_user_id: String,
    /// The contact's record.
    pub contact_id: String,
}

/// The generated customers.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct LoadUsers {
    /// How many there are.
    pub count: u32,
    /// Their addresses; `{n}` counts from 1.
    pub email_pattern: String,
    /// The password of them all.
    pub password: String,
    /// The name of their portal.
    pub portal: String,
}

impl Facts {
    /// Gathers the facts of a loaded demo. The access token written before stays while it works.
    pub async fn gather(
        core: &Core,
        bundle: &Bundle,
        folder: &Path,
        base_url: &str,
        load_users: u32,
    ) -> Result<Self, Problem> {
        let company = bundle.main()?;
        let token = token(core, &company.id, read(folder)).await?;
        let recipe: Recipe = bundle.json("generated.json")?;
        let admin = company.staff.first().ok_or_else(|| Problem::new("The demo has no administrator."))?;
        Ok(Self {
            base_url: base_url.to_owned(),
            organization_id: company.id.to_string(),
            admin: Admin { email: admin.email.clone(), password: admin.password.expose().to_owned(), token },
            portals: Portals {
                customer: portal(core, &company, "customer", base_url).await?,
                installer: portal(core, &company, "installer", base_url).await?,
            },
            users: users(&company),
            load_users: LoadUsers {
                count: load_users,
                email_pattern: recipe.email_pattern,
                password: recipe.password,
                portal: recipe.portal,
            },
        })
    }

    /// Writes `demo.json`, whole or not at all.
    pub fn write(&self, folder: &Path) -> Result<(), Problem> {
        let (file, half) = (folder.join(FILE), folder.join("demo.json.half"));
        let text = serde_json::to_string_pretty(self).map_err(|error| Problem::new(error.to_string()))?;
        let written = fs::write(&half, text + "\n").and_then(|()| fs::rename(&half, &file));
        written.map_err(|error| Problem::new(format!("{} cannot be written: {error}.", file.display())))
    }
}

fn read(folder: &Path) -> Option<Facts> {
    serde_json::from_str(&fs::read_to_string(folder.join(FILE)).ok()?).ok()
}

async fn token(core: &Core, company: &TenantId, before: Option<Facts>) -> Result<String, Problem> {
    let before = before.map(|facts| facts.admin.token);
    let claims = before.as_deref().and_then(|token| sign_in::verify(core, token));
    let worker = core.clone();
    let made = core.db().write(company, move |tx: &mut Tx<'_>| {
        if let (Some(token), Some(claims)) = (&before, &claims)
            && claims.tenant == *tx.tenant()
            && api_tokens::list(tx)?.iter().any(|known| known.id.as_str() == claims.subject)
        {
            return Ok(token.clone());
        }
        Ok::<_, Refusal>(api_tokens::create(tx, &worker, "demo", None)?.1)
    });
    Ok(made.await?)
}

/// A portal as it is now; as it was loaded when somebody has removed it.
async fn portal(
    core: &Core,
    company: &Organisation,
    name: &str,
    base_url: &str,
) -> Result<PortalFacts, Problem> {
    let loaded = company.portal(name).cloned().unwrap_or_default();
    let id = PortalId::from(loaded["portal_id"].as_str().unwrap_or_default());
    let found = core.db().read(&company.id, move |tx: &mut Tx<'_>| portals::find(tx, &id)).await?;
    let config = found.map_or(loaded, |portal| portal.doc);
    let text = |key: &str| config.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let domain = text("domain");
    let url = portals::address(base_url, &domain);
    Ok(PortalFacts { portal_id: text("portal_id"), origin: text("origin"), domain, url })
}

fn users(company: &Organisation) -> Vec<User> {
    let listed = company.portal_users.iter().filter(|user| user.listed);
    listed
        .map(|user| User {
            portal: user.portal.clone(),
            email: user.email.clone(),
            password: user.password.expose().to_owned(),
            portal_user_id: user.portal_user_id.to_string(),
            contact_id: user.contact_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        })
        .collect()
}

impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let login = |f: &mut fmt::Formatter<'_>, email: &str, password: &str| {
            writeln!(f, "    {email:<42} {password}")
        };
        writeln!(f, "\nThe demo is ready. Sign in with:")?;
        let portals = [
            ("customer", "customers", &self.portals.customer),
            ("installer", "installers", &self.portals.installer),
        ];
        for (name, people, portal) in portals {
            writeln!(f, "\n  The portal for {people}: {}", portal.url)?;
            for user in self.users.iter().filter(|user| user.portal == name) {
                login(f, &user.email, &user.password)?;
            }
        }
        writeln!(f, "\n  The console: {}/admin", self.base_url)?;
        login(f, &self.admin.email, &self.admin.password)?;
        if self.load_users.count > 0 {
            let load = &self.load_users;
            writeln!(f, "\n  {} generated customers:", load.count)?;
            login(f, &load.email_pattern, &load.password)?;
        }
        writeln!(f, "\n  Mails: {}/admin/mailbox", self.base_url)?;
        writeln!(f, "  The same for programs, with an access token: {FILE} in the data folder\n")
    }
}

#[cfg(test)]
mod tests {
    use portico_core::portals::address;

    #[test]
    fn a_portal_is_reached_on_the_port_of_the_server() {
        assert_eq!(address("http://127.0.0.1:8080", "customer.localhost"), "http://customer.localhost:8080");
        assert_eq!(address("https://demo.example", "customer.localhost"), "https://customer.localhost");
        assert_eq!(address("http://[::1]:81", "customer.localhost"), "http://customer.localhost:81");
    }
}
