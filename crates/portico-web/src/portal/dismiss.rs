//! Putting a banner away: for this user, in the words it has now.

use axum::extract::RawForm;
use axum::response::Response;
use portico_core::pages::global_blocks;
use portico_core::{Caller, Refusal, dismissals};
use portico_db::Tx;
use portico_http::Query;

use super::visit::Visit;
use super::{address, answer, refused};

/// Puts it away and leads back to the page.
pub async fn dismiss(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    let back = sent.text("back").and_then(address::inside).unwrap_or("/").to_owned();
    let word = |name: &str| sent.text(name).unwrap_or_default().to_owned();
    let (block, mark) = (word("block"), word("mark"));
    match visit.write(move |tx, caller| put_away(tx, caller, &block, &mark)).await {
        Ok(()) => answer::redirect(&back),
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

/// Only banners of the portal can be put away; some are shown on pages of records alone, so all are looked through.
fn put_away(tx: &mut Tx<'_>, caller: &Caller, block: &str, mark: &str) -> Result<(), Refusal> {
    let setup = caller.setup.clone().ok_or(Refusal::NotFound)?;
    let own = setup.pages.iter().flat_map(|page| page.blocks());
    let mut all = own.chain(global_blocks(&setup.portal.doc));
    if !all.any(|known| known.id == block && known.kind == "system_banner") {
        return Err(Refusal::NotFound);
    }
    dismissals::dismiss(tx, caller, block, mark)
}
