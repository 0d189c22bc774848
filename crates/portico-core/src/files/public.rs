//! Public links: a file that everybody may fetch who knows the link, until it is taken back.

use portico_db::Tx;
use portico_kit::{EntityId, Instant, TenantId};

use super::{Content, links, rules};
use crate::{Caller, Core, Refusal, entities};

/// A public link.
#[derive(Clone, Debug)]
pub struct PublicLink {
    /// Its id.
    pub id: String,
    /// The name at its end.
    pub filename: String,
    /// When somebody last followed it.
    pub last_accessed_at: Option<Instant>,
}

/// Makes a public link to a file; staff only.
pub fn make_public_link(tx: &mut Tx<'_>, caller: &Caller, file: &EntityId) -> Result<PublicLink, Refusal> {
    let filename = name_of(tx, caller, file)?;
    let (id, owner) = (caller.random.uuid_v7(caller.now), tx.tenant().clone());
    tx.as_tenant(&TenantId::system(), |tx| {
        tx.execute(
            "INSERT INTO public_links (tenant_id, id, owner_tenant, file_id, created_at) VALUES ($1, $2, $3, $4, $5)",
            &[id.as_str().into(), owner.as_str().into(), file.as_str().into(), caller.now.into()],
        )
    })?;
    Ok(PublicLink { id, filename, last_accessed_at: None })
}

fn name_of(tx: &mut Tx<'_>, caller: &Caller, file: &EntityId) -> Result<String, Refusal> {
    let seen = entities::view(tx, caller, "file", file)?;
    if !caller.is_staff() {
        let message = "Public links are made by the organisation.".to_owned();
        return Err(Refusal::Forbidden { message });
    }
    Ok(rules::clean_name(
        seen.to_value().get("filename").and_then(serde_json::Value::as_str).unwrap_or_default(),
    ))
}

/// The public links to a file that still hold.
pub fn public_links_of(
    tx: &mut Tx<'_>,
    caller: &Caller,
    file: &EntityId,
) -> Result<Vec<PublicLink>, Refusal> {
    let filename = name_of(tx, caller, file)?;
    let owner = tx.tenant().clone();
    let sql = "SELECT id, last_accessed_at FROM public_links
               WHERE tenant_id = $1 AND owner_tenant = $2 AND file_id = $3 AND revoked_at IS NULL
               ORDER BY created_at, id LIMIT 200";
    let found = tx.as_tenant(&TenantId::system(), |tx| {
        tx.all(sql, &[owner.as_str().into(), file.as_str().into()], |row| {
            Ok((row.text(0)?, row.opt_int(1)?.map(Instant)))
        })
    })?;
    let named = |(id, last_accessed_at)| PublicLink { id, filename: filename.clone(), last_accessed_at };
    Ok(found.into_iter().map(named).collect())
}

/// Takes a public link back.
pub fn revoke_public_link(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<(), Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    let owner = tx.tenant().clone();
    let sql = "UPDATE public_links SET revoked_at = $4
               WHERE tenant_id = $1 AND id = $2 AND owner_tenant = $3 AND revoked_at IS NULL";
    let changed = tx.as_tenant(&TenantId::system(), |tx| {
        tx.execute(sql, &[id.into(), owner.as_str().into(), caller.now.into()])
    })?;
    if changed == 1 { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Follows a public link: the sealed link that it leads to now.
pub async fn follow_public_link(core: &Core, id: &str) -> Result<String, Refusal> {
    let (wanted, now, system) = (id.to_owned(), core.clock().now(), TenantId::system());
    let followed = core.db().write(&system, move |tx| {
        let sql = "SELECT owner_tenant, file_id FROM public_links
                   WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL";
        let found = tx.first(sql, &[wanted.as_str().into()], |row| Ok((row.text(0)?, row.text(1)?)))?;
        let (tenant, file) = found.ok_or(Refusal::NotFound)?;
        let tenant = TenantId::from(tenant);
        tx.as_tenant(&tenant, |tx| content(tx, &wanted, &EntityId::from(file.as_str())))?;
        let sql = "UPDATE public_links SET last_accessed_at = $3 WHERE tenant_id = $1 AND id = $2";
        tx.execute(sql, &[wanted.as_str().into(), now.into()])?;
        Ok::<_, Refusal>((tenant, file))
    });
    let (tenant, file) = followed.await?;
    links::sign_public(core, &tenant, &file, id)
}

/// The content of a file through a public link that still holds.
pub(super) fn content(tx: &mut Tx<'_>, link: &str, file: &EntityId) -> Result<Content, Refusal> {
    let owner = tx.tenant().clone();
    let sql = "SELECT 1 FROM public_links
               WHERE tenant_id = $1 AND id = $2 AND owner_tenant = $3 AND file_id = $4 AND revoked_at IS NULL";
    let holds = tx.as_tenant(&TenantId::system(), |tx| {
        tx.first(sql, &[link.into(), owner.as_str().into(), file.as_str().into()], |_| Ok(()))
    })?;
    holds.ok_or(Refusal::NotFound)?;
    let stored = entities::stored_document(tx, file)?.ok_or(Refusal::NotFound)?;
    super::content_in(tx, file, &stored, None)
}
