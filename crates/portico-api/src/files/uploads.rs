//! Uploads: announced here, with the address that the bytes are sent to.

use axum::Json;
use http::{HeaderMap, StatusCode, header};
use portico_core::files::{self, Announced, Side, Upload};
use portico_core::{Core, Refusal, portals, tenants};
use portico_http::{Anyone, Either, Reply, Routes, Sent, post};
use portico_kit::TenantId;
use serde::Deserialize;
use serde_json::{Value, json};

use super::saving::BUCKET;

pub(super) fn routes() -> Routes {
    Routes::new()
        .op("/v2/files/upload", "uploadFileV2", post(announce), "Announce an upload")
        .op("/v1/files/upload", "uploadFile", post(announce), "Announce an upload")
        .op(
            "/v1/files/public/upload",
            "uploadFilePublic",
            post(announce_public),
            "Announce an upload without signing in",
        )
}

#[derive(Clone, Deserialize)]
struct UploadIn {
    #[serde(default)]
    filename: String,
    #[serde(default)]
    mime_type: String,
    #[serde(default)]
    size_bytes: Option<u64>,
}

impl UploadIn {
    fn to_upload(&self) -> Upload {
        Upload { filename: self.filename.clone(), media_type: self.mime_type.clone(), size: self.size_bytes }
    }
}

async fn announce(user: Either, body: Sent<UploadIn>) -> Reply<(StatusCode, Json<Value>)> {
    let core = user.app().core.clone();
    let written = user.write(move |tx, caller| {
        let upload = body.get()?.to_upload();
        let limits = core.options().files;
        files::terms(caller, limits).check(&upload.filename)?;
        let chance = (caller.now, &caller.random);
        let announced = files::announce(tx, &Side::of(caller), &upload, limits, chance)?;
        told(&core, tx.tenant(), &announced)
    });
    Ok((StatusCode::CREATED, Json(written.await?)))
}

async fn announce_public(
    anyone: Anyone,
    headers: HeaderMap,
    body: Sent<UploadIn>,
) -> Reply<(StatusCode, Json<Value>)> {
    let core = anyone.app.core.clone();
    let tenant = tenant_of(&core, &headers).await?;
    let upload = body.get()?.to_upload();
    let worker = core.clone();
    let written = core.db().write(&tenant, move |tx| {
        let chance = (worker.clock().now(), worker.random());
        let announced = files::announce(tx, &Side::Public, &upload, worker.options().files, chance)?;
        told(&worker, tx.tenant(), &announced)
    });
    Ok((StatusCode::CREATED, Json(written.await.map_err(portico_http::Problem)?)))
}

/// The organisation that an upload without a credential is for: named by header, or by the portal's host.
async fn tenant_of(core: &Core, headers: &HeaderMap) -> Result<TenantId, Refusal> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let named = text("x-epilot-org-id").or_else(|| text("x-ivy-org-id"));
    let host = text(header::HOST.as_str());
    let system = TenantId::system();
    let found = core.db().read(&system, move |tx| {
        if let Some(named) = &named {
            let tenant = tenants::find(tx, &TenantId::from(named.as_str()))?;
            return Ok::<_, Refusal>(tenant.filter(|tenant| tenant.enabled).map(|tenant| tenant.id));
        }
        let host = host.as_deref().unwrap_or_default();
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        Ok(portals::locate(tx, name)?.map(|(tenant, _)| tenant))
    });
    let message = "Name the organisation in the header x-epilot-org-id.";
    found.await?.ok_or_else(|| Refusal::invalid("x-epilot-org-id", message))
}

fn told(core: &Core, tenant: &TenantId, announced: &Announced) -> Result<Value, Refusal> {
    let token = files::sign_upload(core, tenant, announced)?;
    let base = &core.options().base_url;
    Ok(json!({
        "s3ref": { "bucket": BUCKET, "key": announced.key },
        "upload_url": format!("{base}/v1/portico/files/uploads/{token}"),
    }))
}
