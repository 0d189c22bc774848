//! A host that no portal owns; in the demo the index of its portals.

use axum::response::Response;
use http::{HeaderMap, StatusCode, header};
use maud::{Markup, html};
use portico_core::{Refusal, portals, tenants};
use portico_http::Visitor;
use portico_kit::{Locale, TenantId};

use super::answer;
use super::visit::Asked;
use crate::design::components::Tone;
use crate::design::components::card::Card;
use crate::design::components::heading::Heading;
use crate::design::components::row_list::{Row, RowList};
use crate::design::icons::Icon;
use crate::design::layout::{Brand, OtherLanguage, PortalShell, task_page};
use crate::design::theme::Theme;
use crate::design::tokens;
use crate::design::words::{t, t_args};

/// The answer to whatever was asked of such a host.
pub async fn answer(visitor: &Visitor, asked: &Asked, headers: &HeaderMap) -> Response {
    let locale = asked.wanted.unwrap_or_default();
    let is_here = matches!(visitor.host.as_str(), "localhost" | "127.0.0.1" | "[::1]");
    if visitor.app.demo && is_here && asked.path == "/" {
        let port = port_of(headers);
        let listed = listed(visitor).await.unwrap_or_default();
        let page =
            plain(locale, asked, "Portico Demo", &t(locale, "portal-demo"), index(locale, &listed, &port));
        return answer::page(StatusCode::OK, page);
    }
    let content = html! { (Heading::new(t(locale, "portal-unknown-host")).above("404").line(t_args(locale, "portal-unknown-host-line", &[("host", visitor.host.as_str().into())]))) };
    let page = plain(locale, asked, "404", &t(locale, "portal-unknown-host"), content);
    answer::page(StatusCode::NOT_FOUND, page)
}

/// The page of last resort, when not even the portal can be read.
pub fn broken(locale: Locale, reference: &str) -> Response {
    let line = t_args(locale, "portal-fault-line", &[("reference", reference.into())]);
    let content = html! { (Heading::new(t(locale, "portal-fault")).line(line)) };
    let page = plain(locale, &Asked::default(), "500", &t(locale, "portal-fault"), content);
    answer::page(StatusCode::INTERNAL_SERVER_ERROR, page)
}

fn plain(locale: Locale, asked: &Asked, name: &str, title: &str, content: Markup) -> Markup {
    let brand = Brand { name: name.to_owned(), ..Brand::default() };
    let mut shell = PortalShell::new(locale, brand, tokens::sheet(&Theme::console()).href());
    shell.scheme = asked.scheme;
    let other = Locale::ALL.into_iter().find(|other| *other != locale);
    shell.other_language = other
        .filter(|_| !asked.path.is_empty())
        .map(|locale| OtherLanguage { locale, href: asked.with(&[("lang", Some(locale.code()))]) });
    task_page(&shell, title, None, content)
}

/// The port that the browser named, as it stands in addresses.
fn port_of(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let port =
        host.rsplit_once(':').map(|(_, port)| port).filter(|port| port.chars().all(|c| c.is_ascii_digit()));
    port.map_or_else(String::new, |port| format!(":{port}"))
}

/// A portal of the demo: its name, its organisation and its host.
struct Listed {
    name: String,
    organisation: String,
    host: String,
}

async fn listed(visitor: &Visitor) -> Result<Vec<Listed>, Refusal> {
    let system = TenantId::system();
    let read = visitor.app.core.db().read(&system, |tx| {
        let mut all = Vec::new();
        for tenant in tenants::list(tx)? {
            let organisation = tenants::find(tx, &tenant)?.map(|tenant| tenant.name).unwrap_or_default();
            for portal in tx.as_tenant(&tenant, portals::list)? {
                let host = portal.hosts().into_iter().next();
                all.extend(host.map(|host| Listed {
                    name: portal.name().to_owned(),
                    organisation: organisation.clone(),
                    host,
                }));
            }
        }
        Ok(all)
    });
    read.await
}

fn index(locale: Locale, listed: &[Listed], port: &str) -> Markup {
    let rows = listed.iter().fold(RowList::new(), |rows, portal| {
        let href = format!("http://{}{port}/", portal.host);
        let facts = format!("{} · {}{port}", portal.organisation, portal.host);
        rows.row(Row::new(portal.name.as_str(), href).icon(Icon::LayoutTemplate, Tone::Brand).facts(facts))
    });
    let console = Row::new(t(locale, "portal-demo-console"), "/admin")
        .icon(Icon::Settings, Tone::Neutral)
        .facts(t(locale, "portal-demo-console-more").into_owned());
    html! {
        div.narrow-page {
            (Heading::new(t(locale, "portal-demo")).line(t(locale, "portal-demo-line")))
            div.stack {
                (Card::new(t(locale, "portal-demo-portals")).flush().body(rows))
                (Card::new(t(locale, "portal-demo-office")).flush().body(RowList::new().row(console)))
            }
        }
    }
}
