//! The names under which clients of a user pool know a portal: the portal is the pool, and its only client.

use portico_kit::{PortalId, TenantId};
use serde_json::{Value, json};

use super::rules::is_uuid;

/// What stands where other pools name their region, so that no client mistakes it for one.
const REGION: &str = "portico";

/// The name of the pool.
pub fn pool_id(portal: &PortalId) -> String {
    format!("{REGION}_{}", client_id(portal))
}

/// The name of the pool's client.
pub fn client_id(portal: &PortalId) -> String {
    portal.as_str().replace('-', "")
}

/// The portal of a client's name.
pub fn of_client(id: &str) -> Option<PortalId> {
    let parts = [id.get(0..8)?, id.get(8..12)?, id.get(12..16)?, id.get(16..20)?, id.get(20..)?];
    let spelled = parts.join("-");
    is_uuid(&spelled).then(|| PortalId::from(spelled.to_ascii_lowercase()))
}

/// Writes the names into a configuration as it is sent, whatever was stored under them.
pub fn name_in(config: &mut Value, portal: &PortalId, organisation: &TenantId) {
    if !config["cognito_details"].is_object() {
        config["cognito_details"] = json!({});
    }
    let pool = pool_id(portal);
    config["cognito_details"]["cognito_user_pool_client_id"] = client_id(portal).into();
    config["cognito_details"]["cognito_user_pool_arn"] =
        format!("arn:aws:cognito-idp:{REGION}:{organisation}:userpool/{pool}").into();
    config["cognito_details"]["cognito_user_pool_id"] = pool.into();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_is_found_by_the_names_it_tells() {
        let portal = PortalId::from("01910000-0001-7000-8a00-000000000001");
        assert_eq!(of_client(&client_id(&portal)), Some(portal.clone()));
        assert_eq!(pool_id(&portal), "portico_01910000000170008a00000000000001");
        for none in
            ["", "portico_", "eu-central-1_CUEQRNbUb", portal.as_str(), "é1910000000170008a00000000000001"]
        {
            assert_eq!(of_client(none), None, "{none}");
        }
    }
}
