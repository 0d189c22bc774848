//! Access: one row for every operation, saying who gets which answer. An operation without a row fails by name.

use http::Method;
use portico_core::portals::pool;
use portico_http::Op;
use portico_test::cast::{AUENTAL, KATRIN, PAUL, PETRA, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::json;

both_engines!(every_operation_answers_whom_its_row_says);

/// What an operation is asked, and what a customer, an installer, a program of the organisation and one of the rival
/// get for it. `NEVER` where the credential is of the wrong kind: 401 for a program, 403 for a portal user. The rival
/// has the same ids, so that 200 is an answer about what is its own.
struct Row(&'static str, &'static str, &'static str, [u16; 4]);

const NEVER: u16 = 0;

/// Rows in an order in which earlier ones do not take away what later ones need.
const ROWS: &[Row] = &[
    // Portal configurations.
    Row("getPortalConfigV3", "/v3/portal/config/{portal}", "", [200, 403, 200, 404]),
    Row("listAllPortalConfigs", "/v3/portal/configs", "", [NEVER, NEVER, 200, 200]),
    Row(
        "getOrgPortalConfigV3",
        "/v3/portal/org/portal/config?portal_id={portal}",
        "",
        [NEVER, NEVER, 200, 404],
    ),
    Row("createPortalConfig", "/v3/portal/config", r#"{"name":"New"}"#, [NEVER, NEVER, 201, 201]),
    Row("putPortalConfig", "/v3/portal/config/{portal}", r#"{"is_dummy":true}"#, [NEVER, NEVER, 200, 404]),
    Row(
        "deletePortalConfig",
        "/v3/portal/config/00000000-0000-7000-8000-00000000dead",
        "",
        [NEVER, NEVER, 404, 404],
    ),
    Row(
        "swapPortalConfig",
        "/v3/portal/config/swap",
        r#"{"source_portal_id":"{portal}","target_portal_id":"{installers}"}"#,
        [NEVER, NEVER, 200, 404],
    ),
    // Back again, for what follows.
    Row(
        "swapPortalConfig",
        "/v3/portal/config/swap",
        r#"{"source_portal_id":"{installers}","target_portal_id":"{portal}"}"#,
        [NEVER, NEVER, 200, 404],
    ),
    Row(
        "clonePortalConfig",
        "/v3/portal/config/clone",
        r#"{"source_portal_id":"{portal}"}"#,
        [NEVER, NEVER, 201, 404],
    ),
    // The same by origin: each organisation meets its own portals.
    Row("upsertPortal", "/v2/portal/portal?origin=SIDE_PORTAL", "{}", [NEVER, NEVER, 201, 201]),
    Row("getPortalConfig", "/v2/portal/config?origin=INSTALLER_PORTAL", "", [200, 200, 200, 200]),
    Row(
        "getOrgPortalConfig",
        "/v2/portal/org/portal/config?origin=INSTALLER_PORTAL",
        "",
        [NEVER, NEVER, 200, 200],
    ),
    Row("getAllPortalConfigs", "/v2/portal/configs", "", [NEVER, NEVER, 200, 200]),
    Row("deletePortal", "/v2/portal/config?origin=SIDE_PORTAL", "", [NEVER, NEVER, 204, 204]),
    // Pages and blocks.
    Row("getPortalPages", "/v2/portal/pages?domain={domain}", "", [200, 403, 200, 404]),
    Row(
        "createPortalPage",
        "/v2/portal/pages?domain={domain}",
        r#"{"slug":"new","order":9}"#,
        [NEVER, NEVER, 200, 404],
    ),
    Row("getDefaultPages", "/v2/portal/pages/default", "", [NEVER, NEVER, 200, 200]),
    Row("interpolatePortalPages", "/v2/portal/pages/interpolate", r#"{"pages":[]}"#, [403, 403, 200, 200]),
    Row("getPublicPages", "/v2/portal/public/pages?domain={domain}", "", [200, 200, 200, 200]),
    Row("getPortalPage", "/v2/portal/pages/{page}", "", [200, 404, 200, 200]),
    Row(
        "updatePortalPage",
        "/v2/portal/pages/{page}",
        r#"{"slug":"contracts","order":1}"#,
        [NEVER, NEVER, 200, 200],
    ),
    Row("getPortalPageBlocks", "/v2/portal/pages/{page}/blocks", "", [200, 404, 200, 200]),
    Row("getPortalPageBlock", "/v2/portal/pages/{page}/blocks/{block}", "", [200, 404, 200, 200]),
    Row(
        "createPortalPageBlock",
        "/v2/portal/pages/{page}/blocks",
        r#"{"type":"text","order":2}"#,
        [NEVER, NEVER, 200, 200],
    ),
    Row(
        "updatePortalPageBlock",
        "/v2/portal/pages/{page}/blocks/{block}",
        r#"{"order":3}"#,
        [NEVER, NEVER, 200, 200],
    ),
    Row("deletePortalPageBlock", "/v2/portal/pages/{page}/blocks/{block}", "", [NEVER, NEVER, 204, 204]),
    Row("deletePortalPage", "/v2/portal/pages/{page}", "", [NEVER, NEVER, 204, 204]),
    // Widgets.
    Row(
        "upsertPortalWidgetV3",
        "/v3/portal/widgets?portal_id={portal}",
        r#"{"widgets":[]}"#,
        [NEVER, NEVER, 201, 404],
    ),
    Row(
        "upsertPortalWidget",
        "/v2/portal/widgets?origin=INSTALLER_PORTAL",
        r#"{"widgets":[]}"#,
        [NEVER, NEVER, 201, 201],
    ),
    Row("getPortalWidgetsV3", "/v3/portal/widgets?portal_id={portal}", "", [200, 403, 200, 404]),
    Row(
        "getPortalWidgets",
        "/v2/portal/widgets?origin=INSTALLER_PORTAL&contract_id={contract}",
        "",
        [200, 404, 200, 200],
    ),
    Row(
        "getPublicPortalWidgetsV3",
        "/v3/portal/public/widgets?org_id={org}&portal_id={portal}",
        "",
        [200, 200, 200, 200],
    ),
    Row(
        "getPublicPortalWidgets",
        "/v2/portal/public-widgets?org_id={org}&origin=INSTALLER_PORTAL",
        "",
        [200, 200, 200, 200],
    ),
    // Pictures.
    Row(
        "savePortalFilesV3",
        "/v3/portal/portal/files?portal_id={portal}",
        r#"{"files":[]}"#,
        [NEVER, NEVER, 400, 404],
    ),
    Row(
        "savePortalFiles",
        "/v2/portal/portal/files",
        r#"{"origin":"END_CUSTOMER_PORTAL","files":[]}"#,
        [NEVER, NEVER, 400, 400],
    ),
    // Domains; the customer portal's is one of this machine, which needs no records.
    Row(
        "configureDistributionV3",
        "/v3/portal/configure-distribution?portal_id={portal}",
        "",
        [NEVER, NEVER, 200, 404],
    ),
    Row(
        "configureDistribution",
        "/v2/portal/configure-distribution?origin=END_CUSTOMER_PORTAL",
        "",
        [NEVER, NEVER, 200, 200],
    ),
    Row(
        "validateCaaRecordsV3",
        "/v3/portal/validate/caa-records?portal_id={portal}",
        "",
        [NEVER, NEVER, 200, 404],
    ),
    Row(
        "validateCaaRecords",
        "/v2/portal/validate/caa-records?origin=END_CUSTOMER_PORTAL",
        "",
        [NEVER, NEVER, 200, 200],
    ),
    Row("verifyDns", "/v3/portal/verify-dns?portal_id={portal}", "", [NEVER, NEVER, 200, 404]),
    Row("askForCertificate", "/v1/portico/domains:ask?domain={domain}", "", [200, 200, 200, 200]),
    // What anybody sees.
    Row("getPortalConfigByDomain", "/v2/portal/public/config?domain={domain}", "", [200, 200, 200, 200]),
    Row(
        "getPublicPortalConfig",
        "/v2/portal/public/portal/config?org_id={org}&origin=END_CUSTOMER_PORTAL",
        "",
        [200, 200, 200, 200],
    ),
    Row(
        "getPublicPortalConfigV3",
        "/v3/portal/public/portal/config?org_id={org}&portal_id={portal}",
        "",
        [200, 200, 200, 200],
    ),
    Row("getOrganizationSettings", "/v2/portal/org/settings", "", [200, 200, NEVER, NEVER]),
    Row(
        "getOrganizationSettingsByDomain",
        "/v2/portal/public/org/settings?domain={domain}",
        "",
        [200, 200, 200, 200],
    ),
    Row("getSchemas", "/v2/portal/schemas", "", [200, 200, NEVER, NEVER]),
    Row("getSchemasByDomain", "/v2/portal/public/schemas?domain={domain}", "", [200, 200, 200, 200]),
    Row(
        "getPublicSchemasV3",
        "/v3/portal/public/schemas?org_id={org}&portal_id={portal}",
        "",
        [200, 200, 200, 200],
    ),
    // One's own account and contact.
    Row("getPortalUser", "/v2/portal/user", "", [200, 200, NEVER, NEVER]),
    Row("updatePortalUser", "/v2/portal/user", r#"{"registration_status":"x"}"#, [403, 403, NEVER, NEVER]),
    Row("getContact", "/v2/portal/contact", "", [200, 200, NEVER, NEVER]),
    Row("updateContact", "/v2/portal/contact", r#"{"account":{"$relation":[]}}"#, [403, 403, NEVER, NEVER]),
    Row("getECPContact", "/v2/portal/ecp/contact?id={contact}", "", [NEVER, NEVER, 200, 200]),
    // Records in portals.
    Row(
        "getPortalUserEntity",
        "/v2/portal/entity:get",
        r#"{"slug":"contract","entity_id":"{contract}"}"#,
        [200, 404, NEVER, NEVER],
    ),
    Row(
        "searchPortalUserEntities",
        "/v2/portal/entity:search",
        r#"{"slug":"contract"}"#,
        [200, 200, NEVER, NEVER],
    ),
    Row(
        "patchPortalUserEntity",
        "/v2/portal/entity/contract/{contract}",
        r#"{"nickname":"Flat"}"#,
        [200, 404, NEVER, NEVER],
    ),
    Row(
        "createPortalUserEntity",
        "/v2/portal/entity/asset",
        r#"{"asset_name":"X"}"#,
        [400, 400, NEVER, NEVER],
    ),
    Row(
        "searchPaymentRelationsInEntities",
        "/v2/portal/entities-by-payment/{nobody}",
        "",
        [200, 200, 200, 200],
    ),
    Row(
        "triggerEntityAccessEvent",
        "/v2/portal/entity/contract/access?origin=END_CUSTOMER_PORTAL&entity_id={contract}",
        "",
        [200, 403, NEVER, NEVER],
    ),
    Row(
        "triggerEntityAccessEventV3",
        "/v3/portal/entity/contract/access?portal_id={portal}&entity_id={contract}",
        "",
        [200, 403, NEVER, NEVER],
    ),
    Row("getAllContracts", "/v2/portal/contract", "", [200, 200, NEVER, NEVER]),
    Row("getContract", "/v2/portal/contract/{contract}", "", [200, 404, NEVER, NEVER]),
    Row(
        "getContractWithTemplates",
        "/v2/portal/contract/{contract}/resolve-templates",
        "{}",
        [200, 404, NEVER, NEVER],
    ),
    Row("updateContract", "/v2/portal/contract/{contract}", r#"{"iban":"DE00"}"#, [403, 404, NEVER, NEVER]),
    Row("getAllOrders", "/v2/portal/order", "", [200, 200, NEVER, NEVER]),
    Row("getOrder", "/v2/portal/order/{order}", "", [200, 404, NEVER, NEVER]),
    Row("updateOrder", "/v2/portal/order/{contract}", "{}", [404, 404, NEVER, NEVER]),
    Row(
        "postOrderAcceptance",
        "/v2/portal/order/{order}/acceptance",
        r#"{"decision":"accept"}"#,
        [200, 404, NEVER, NEVER],
    ),
    Row("getAllRequests", "/v2/portal/request", "", [200, 200, NEVER, NEVER]),
    Row("getAllOpportunities", "/v2/portal/opportunity", "", [200, 200, NEVER, NEVER]),
    Row(
        "getSearchableAttributesForOpportunities",
        "/v2/portal/opportunities/searchable-attributes",
        "",
        [200, 200, NEVER, NEVER],
    ),
    Row(
        "getSearchResultsForOpportunities",
        "/v2/portal/opportunities/search",
        "{}",
        [200, 200, NEVER, NEVER],
    ),
    Row("getOpportunity", "/v2/portal/opportunities/{nobody}", "", [404, 404, NEVER, NEVER]),
    Row("updateOpportunity", "/v2/portal/opportunities/{nobody}", "{}", [404, 404, NEVER, NEVER]),
    Row(
        "validateCadenceEntityEditRules",
        "/v2/portal/contract/{contract}:validateRule?attribute=nickname",
        "",
        [200, 404, 200, 200],
    ),
    Row("addContractByIdentifiers", "/v2/portal/contract/by-identifiers", "{}", [400, 400, NEVER, NEVER]),
    Row("getEntityIdentifiers", "/v2/portal/entity/identifiers/contract", "", [NEVER, NEVER, 200, 200]),
    Row("getEntityActivityFeed", "/v2/portal/entity/contract/{contract}/activity", "", [200, 404, 200, 200]),
    Row(
        "createCustomEntityActivity",
        "/v2/portal/entity/activity",
        r#"{"type":"PortalUserResetPassword"}"#,
        [201, 201, NEVER, NEVER],
    ),
    Row(
        "explainAccess",
        "/v1/portico/access:explain",
        r#"{"portal_user_id":"{user}","schema":"contract","record_id":"{contract}"}"#,
        [NEVER, NEVER, 200, 200],
    ),
    // Files.
    Row(
        "uploadFileV2",
        "/v2/files/upload",
        r#"{"filename":"bill.pdf","mime_type":"application/pdf"}"#,
        [201, 201, 201, 201],
    ),
    Row("uploadFile", "/v1/files/upload", r#"{"filename":"bill.pdf"}"#, [201, 201, 201, 201]),
    Row("uploadFilePublic", "/v1/files/public/upload", r#"{"filename":"bill.pdf"}"#, [400, 400, 400, 400]),
    Row(
        "saveEntityFile",
        "/v2/portal/entity/file",
        r#"{"entity_id":"{contract}","entity_type":"contract","files":[]}"#,
        [400, 404, NEVER, NEVER],
    ),
    Row(
        "deleteEntityFile",
        "/v2/portal/entity/file",
        r#"{"entity_id":"{contract}","entity_type":"contract","file_entity_ids":["{letter}"]}"#,
        [403, 404, NEVER, NEVER],
    ),
    Row("getAllFiles", "/v2/portal/user/files?from=0&size=10", "", [200, 200, NEVER, NEVER]),
    Row("getFileById", "/v2/portal/user/file/{letter}", "", [200, 404, NEVER, NEVER]),
    Row("getFilePreview", "/v2/portal/user/file/{letter}/preview", "", [404, 404, NEVER, NEVER]),
    Row("trackFileDownloaded", "/v2/portal/user/file/{letter}/downloaded", "", [200, 404, NEVER, NEVER]),
    Row("getFilesCountByEntity", "/v2/portal/user/files/count-by-entity", "", [200, 200, NEVER, NEVER]),
    Row("saveFileV2", "/v2/files", r#"{"filename":"bill.pdf"}"#, [NEVER, NEVER, 400, 400]),
    Row(
        "saveFile",
        "/v1/files",
        r#"{"filename":"bill.pdf","custom_download_url":"https://archive.example/bill.pdf"}"#,
        [NEVER, NEVER, 201, 201],
    ),
    Row("getFile", "/v2/files/{letter}", "", [200, 404, 200, 200]),
    Row("downloadFile", "/v1/files/{letter}/download", "", [404, 404, 404, 404]),
    Row("downloadFiles", "/v1/files:downloadFiles", "[]", [200, 200, 200, 200]),
    Row("previewFile", "/v1/files/{letter}/preview", "", [404, 404, 404, 404]),
    Row("previewPublicFile", "/v1/files/public/{letter}/preview?org_id={org}", "", [404, 404, 404, 404]),
    Row("generatePublicLink", "/v1/files/{letter}/public/links", "", [NEVER, NEVER, 201, 201]),
    Row("listPublicLinksForFile", "/v1/files/{letter}/public/links", "", [NEVER, NEVER, 200, 200]),
    Row("accessPublicLink", "/v1/files/public/links/{nobody}/bill.pdf", "", [404, 404, 404, 404]),
    Row("revokePublicLink", "/v1/files/public/links/{nobody}", "", [NEVER, NEVER, 404, 404]),
    Row("deleteFile", "/v2/files/{nobody}", "", [NEVER, NEVER, 404, 404]),
    Row("putUpload", "/v1/portico/files/uploads/forged.seal", "x", [403, 403, 403, 403]),
    Row("readFileLink", "/v1/portico/files/links/forged.seal", "", [403, 403, 403, 403]),
    Row("readPublishedFile", "/v1/portico/files/public/{org}/{letter}/letter.pdf", "", [404, 404, 404, 404]),
    // The organisation's own operations.
    Row("listSchemas", "/v1/entity/schemas", "", [NEVER, NEVER, 200, 200]),
    Row("getSchema", "/v1/entity/schemas/contract", "", [NEVER, NEVER, 200, 200]),
    Row("putSchema", "/v1/entity/schemas/note", r#"{"attributes":[]}"#, [NEVER, NEVER, 200, 200]),
    Row("deleteSchema", "/v1/entity/schemas/note", "", [NEVER, NEVER, 200, 200]),
    Row("createEntity", "/v1/entity/supplier", "{}", [NEVER, NEVER, 201, 201]),
    Row("getEntity", "/v1/entity/contract/{contract}", "", [NEVER, NEVER, 200, 200]),
    Row("getEntityV2", "/v2/entity/contract/{contract}", "", [NEVER, NEVER, 200, 200]),
    Row("patchEntity", "/v1/entity/contract/{contract}", "{}", [NEVER, NEVER, 200, 200]),
    Row("searchEntities", "/v1/entity:search", r#"{"q":"_schema:contract"}"#, [NEVER, NEVER, 200, 200]),
    Row(
        "listEntities",
        "/v1/entity:list",
        r#"{"filter":[{"term":{"_schema":"contract"}}]}"#,
        [NEVER, NEVER, 200, 200],
    ),
    Row("getRelationsV3", "/v3/entity/contract/{contract}/relations", "", [NEVER, NEVER, 200, 200]),
    Row("addRelations", "/v1/entity/contract/{contract}/relations", "[]", [NEVER, NEVER, 400, 400]),
    Row("removeRelations", "/v1/entity/contract/{contract}/relations", "[]", [NEVER, NEVER, 204, 204]),
    Row("getRelations", "/v1/entity/contract/{contract}/relations", "", [NEVER, NEVER, 200, 200]),
    Row("getRelationsV2", "/v2/entity/contract/{contract}/relations", "", [NEVER, NEVER, 200, 200]),
    Row(
        "getRelatedEntitiesCount",
        "/v2/entity/contract/{contract}/relations/count",
        "",
        [NEVER, NEVER, 200, 200],
    ),
    Row(
        "updateRelation",
        "/v1/entity/contract/{contract}/relations/customer/{nobody}",
        "{}",
        [NEVER, NEVER, 404, 404],
    ),
    Row(
        "deleteRelation",
        "/v1/entity/contract/{contract}/relations/customer/{nobody}",
        "",
        [NEVER, NEVER, 404, 404],
    ),
    Row(
        "upsertEntity",
        "/v1/entity/supplier:upsert",
        r#"{"unique_key":["name"],"entity":{"name":"New"}}"#,
        [NEVER, NEVER, 201, 201],
    ),
    Row("updateEntity", "/v1/entity/supplier/{supplier}", r#"{"name":"New"}"#, [NEVER, NEVER, 200, 200]),
    Row("restoreEntity", "/v1/entity/contract/{contract}:restore", "", [NEVER, NEVER, 400, 400]),
    Row(
        "readEntityAsOf",
        "/v1/portico/entity/contract/{contract}:as-of?at=2026-11-25",
        "",
        [200, 404, 200, 200],
    ),
    Row(
        "undoEntityChange",
        "/v1/portico/entity/contract/{contract}:undo",
        r#"{"activity_id":"nothing","attribute":"nickname"}"#,
        [404, 404, 404, 404],
    ),
    Row("validateEntity", "/v1/entity/contract:validate", "{}", [NEVER, NEVER, 422, 422]),
    Row(
        "validateEntityV2",
        "/v2/entity/contract:validate",
        r#"{"contract_name":"X"}"#,
        [NEVER, NEVER, 200, 200],
    ),
    Row(
        "autocomplete",
        "/v1/entity:autocomplete?attribute=status&slug=contract",
        "",
        [NEVER, NEVER, 200, 200],
    ),
    // Saved views.
    Row("listSavedViews", "/v1/entity/views", "", [NEVER, NEVER, 200, 200]),
    Row("listFavoriteViewsForUser", "/v1/entity/views/favorites", "", [NEVER, NEVER, 200, 200]),
    Row(
        "createSavedView",
        "/v1/entity/view",
        r#"{"slug":["contract"],"name":"New","ui_config":{}}"#,
        [NEVER, NEVER, 201, 201],
    ),
    Row("getSavedView", "/v1/entity/view/{nobody}", "", [NEVER, NEVER, 404, 404]),
    Row("updateSavedView", "/v1/entity/view/{nobody}", "{}", [NEVER, NEVER, 404, 404]),
    Row("patchSavedView", "/v1/entity/view/{nobody}", "{}", [NEVER, NEVER, 404, 404]),
    Row("deleteSavedView", "/v1/entity/view/{nobody}", "", [NEVER, NEVER, 404, 404]),
    Row("deleteEntity", "/v1/entity/contract/{nobody}", "", [NEVER, NEVER, 404, 404]),
    Row("listCurrentRoles", "/v1/permissions/me", "", [NEVER, NEVER, 200, 200]),
    Row("listAllRoles", "/v1/permissions/roles", "", [NEVER, NEVER, 200, 200]),
    Row("createRole", "/v1/permissions/roles", r#"{"slug":"fitters","grants":[]}"#, [NEVER, NEVER, 200, 200]),
    Row("getRole", "/v1/permissions/roles/{org}:fitters", "", [NEVER, NEVER, 200, 404]),
    Row("putRole", "/v1/permissions/roles/{org}:fitters", r#"{"grants":[]}"#, [NEVER, NEVER, 200, 400]),
    Row("deleteRole", "/v1/permissions/roles/{org}:fitters", "", [NEVER, NEVER, 200, 404]),
    Row("extraPermissionAttributes", "/v2/portal/extra-permission-attributes", "", [NEVER, NEVER, 200, 200]),
    Row("getAllDesigns", "/v1/designs", "", [NEVER, NEVER, 200, 200]),
    Row(
        "addDesign",
        "/v1/designs",
        r##"{"style":{"palette":{"primary":"#00616b"}}}"##,
        [NEVER, NEVER, 201, 201],
    ),
    Row("getDesign", "/v1/designs/{design}", "", [NEVER, NEVER, 200, 200]),
    Row("updateDesign", "/v1/designs/{design}", "{}", [NEVER, NEVER, 204, 204]),
    Row("deleteDesign", "/v1/designs/{design}", "", [NEVER, NEVER, 409, 409]),
    Row("getCategories", "/v1/template-variables/categories", "", [NEVER, NEVER, 200, 200]),
    Row("searchVariables", "/v1/template-variables:search", r#"{"query":""}"#, [NEVER, NEVER, 200, 200]),
    Row("replaceTemplates", "/v1/template-variables:replace", r#"{"inputs":[]}"#, [NEVER, NEVER, 200, 200]),
    Row(
        "replaceTemplatesV2",
        "/v2/template:replace",
        r#"{"inputs":["{{contract_number}}"],"parameters":{"main_entity_id":"00000000-0000-7000-8000-00000000dead"}}"#,
        [NEVER, NEVER, 404, 404],
    ),
    // E-mail templates.
    Row(
        "getEmailTemplates",
        "/v2/portal/email-templates?origin=INSTALLER_PORTAL",
        "",
        [NEVER, NEVER, 200, 200],
    ),
    Row(
        "upsertEmailTemplates",
        "/v2/portal/email-templates?origin=INSTALLER_PORTAL",
        r#"{"invitation":null}"#,
        [NEVER, NEVER, 200, 200],
    ),
    Row("getEmailTemplatesByPortalId", "/v3/portal/email-templates/{portal}", "", [NEVER, NEVER, 200, 404]),
    Row(
        "upsertEmailTemplatesByPortalId",
        "/v3/portal/email-templates/{portal}",
        r#"{"invitation":null}"#,
        [NEVER, NEVER, 200, 404],
    ),
    Row(
        "listEmailTemplateReferences",
        "/v3/portal/email-templates:list-references",
        r#"{"template_id":"{nobody}"}"#,
        [NEVER, NEVER, 200, 200],
    ),
    Row(
        "saveTemplate",
        "/v1/email-template/templates",
        r#"{"_id":"00000000-0000-7000-8000-0000000e0001","name":"Welcome","subject":"Hello"}"#,
        [NEVER, NEVER, 200, 200],
    ),
    Row(
        "getTemplateDetail",
        "/v1/email-template/templates/00000000-0000-7000-8000-0000000e0001",
        "",
        [NEVER, NEVER, 200, 200],
    ),
    Row(
        "updateTemplateDetail",
        "/v1/email-template/templates/00000000-0000-7000-8000-0000000e0001",
        r#"{"subject":"Hello again"}"#,
        [NEVER, NEVER, 200, 200],
    ),
    Row(
        "migrateEmailTemplateReferences",
        "/v3/portal/email-templates:migrate-references",
        r#"{"source_template_id":"{nobody}","destination_template_id":"{nobody}"}"#,
        [NEVER, NEVER, 400, 400],
    ),
    Row(
        "replaceECPTemplateVariables",
        "/v2/portal/replace-ecp-template-variables",
        r#"{"entity_context":{"contract":{"_id":"00000000-0000-7000-8000-00000000dead"}}}"#,
        [NEVER, NEVER, 404, 404],
    ),
    Row("getCurrentOrganization", "/v2/organization/current", "", [NEVER, NEVER, 200, 200]),
    Row("createAccessToken", "/v1/access-tokens", r#"{"name":"program"}"#, [NEVER, NEVER, 201, 201]),
    Row("listAccessTokens", "/v1/access-tokens", "", [NEVER, NEVER, 200, 200]),
    Row("revokeAccessToken", "/v1/access-tokens/api_nobody", "", [NEVER, NEVER, 404, 404]),
    Row(
        "matchTargets",
        "/v1/target:match",
        r#"{"entity_refs":[],"target_ids":["{nobody}"]}"#,
        [NEVER, NEVER, 200, 200],
    ),
    Row("getTargetQueries", "/v1/target/queries", r#"{"target_ids":["{nobody}"]}"#, [NEVER, NEVER, 200, 200]),
    // Registration.
    Row(
        "createUserV3",
        "/v3/portal/public/user?portal_id={portal}",
        r#"{"email":"new@example.org","orgId":"{org}","password":"a-quiet-river"}"#,
        [400, 400, 400, 400],
    ),
    Row(
        "createUser",
        "/v2/portal/public/user?origin=END_CUSTOMER_PORTAL",
        r#"{"email":"x"}"#,
        [400, 400, 400, 400],
    ),
    Row(
        "checkContactExistsV3",
        "/v3/portal/public/contact/exists?portal_id={portal}",
        r#"{"org_id":"{org}","registration_identifiers":{}}"#,
        [400, 400, 400, 400],
    ),
    Row(
        "checkContactExists",
        "/v2/portal/public/contact/exists?origin=END_CUSTOMER_PORTAL",
        r#"{"org_id":"{org}","registration_identifiers":{}}"#,
        [400, 400, 400, 400],
    ),
    Row(
        "checkAccountExists",
        "/v3/portal/public/account/exists?portal_id={portal}",
        r#"{"org_id":"{org}","registration_identifiers":{}}"#,
        [400, 400, 400, 400],
    ),
    Row(
        "identifyContact",
        "/v3/portal/public/contact/identify?portal_id={portal}",
        r#"{"org_id":"{org}","surface_id":"none","registration_identifiers":{}}"#,
        [403, 403, 403, 403],
    ),
    Row("userExists", "/v2/portal/public/user/exists?email=a@b.de&org_id={org}", "", [200, 200, 200, 200]),
    Row("userExistsV3", "/v3/portal/public/user/exists?email=a@b.de&org_id={org}", "", [200, 200, 200, 200]),
    Row(
        "getUserEntryPoint",
        "/v2/portal/public/user/entry-point?email=a@b.de&domain={domain}",
        "",
        [200, 200, 200, 200],
    ),
    Row("getRegistrationIdentifiers", "/v2/portal/registration/identifiers", "", [NEVER, NEVER, 200, 200]),
    Row(
        "getValidSecondaryAttributes",
        "/v2/portal/contact/valid/secondary/attributes",
        "",
        [NEVER, NEVER, 200, 200],
    ),
    Row("confirmUser", "/v2/portal/user/confirm?confirmation_link_token=none", "", [400, 400, 400, 400]),
    Row(
        "confirmUserWithUserId",
        "/v2/portal/user/confirm/{user}?org_id={org}&origin=END_CUSTOMER_PORTAL",
        "",
        [301, 301, 301, 301],
    ),
    Row(
        "resendConfirmationEmail",
        "/v2/portal/user/resend/confirmation-email/{user}",
        "",
        [NEVER, NEVER, 400, 400],
    ),
    Row(
        "updatePortalUserEmail",
        "/v2/portal/user/update/email",
        r#"{"email":"new@example.org","password":"wrong-one"}"#,
        [400, 400, NEVER, NEVER],
    ),
    Row("changePortalUserPassword", "/v2/portal/user/change/password", "{}", [404, 404, NEVER, NEVER]),
    Row("deletePortalUser", "/v2/portal/user", "", [403, 403, NEVER, NEVER]),
    Row(
        "fetchPortalUsersByRelatedEntity",
        "/v2/portal/users/by-related-entity?entity_id={contract}&slug=contract",
        "",
        [NEVER, NEVER, 200, 200],
    ),
    Row(
        "loginToPortalAsUser",
        "/v2/portal/admin:login-as-user",
        r#"{"portal_id":"{portal}","email":"katrin@example.org"}"#,
        [NEVER, NEVER, 200, 404],
    ),
    // Invitations.
    Row("listInvitations", "/v1/portico/invitations", "", [NEVER, NEVER, 200, 200]),
    Row("resendInvitation", "/v1/portico/invitations/none/resend", "", [NEVER, NEVER, 404, 404]),
    Row("revokeInvitation", "/v1/portico/invitations/none/revoke", "", [NEVER, NEVER, 404, 404]),
    Row(
        "checkInvitationList",
        "/v1/portico/invitation-lists",
        r#"{"portal_id":"{portal}","csv":"somebody@new.example"}"#,
        [NEVER, NEVER, 201, 400],
    ),
    Row("viewInvitationList", "/v1/portico/invitation-lists/none", "", [NEVER, NEVER, 404, 404]),
    Row("sendInvitationList", "/v1/portico/invitation-lists/none/send", "", [NEVER, NEVER, 404, 404]),
    Row("remindInvitationList", "/v1/portico/invitation-lists/none/remind", "", [NEVER, NEVER, 404, 404]),
    // Colleagues: this portal leaves accounts to staff.
    Row("listBusinessPartners", "/v3/portal/partner/list", "", [403, 403, NEVER, NEVER]),
    Row("invitePartner", "/v3/portal/partner/invite", r#"{"email":"a@b.de"}"#, [403, 403, NEVER, NEVER]),
    Row(
        "resendPartnerInvitation",
        "/v3/portal/partner/{contact}/resend-invitation",
        "",
        [403, 403, NEVER, NEVER],
    ),
    Row("revokePartner", "/v3/portal/partner/{contact}/revoke", "", [403, 403, NEVER, NEVER]),
    Row("disablePartner", "/v3/portal/partner/{contact}/disable", "", [403, 403, NEVER, NEVER]),
    Row("enablePartner", "/v3/portal/partner/{contact}/enable", "", [403, 403, NEVER, NEVER]),
    // Sign-in.
    Row(
        "login",
        "/auth/login",
        r#"{"portal_id":"{portal}","email":"nobody@example.org","password":"wrong-one"}"#,
        [401, 401, 401, 401],
    ),
    Row(
        "adminLogin",
        "/auth/admin/login",
        r#"{"email":"nobody@example.org","password":"wrong-one"}"#,
        [401, 401, 401, 401],
    ),
    Row("answerChallenge", "/auth/challenge", r#"{"session":"none","code":"1"}"#, [401, 401, 401, 401]),
    Row(
        "passwordless",
        "/auth/passwordless",
        r#"{"portal_id":"{portal}","email":"nobody@example.org"}"#,
        [403, 403, 403, 403],
    ),
    // Identity providers: the cast's portals have none, so that everybody meets the same answer.
    Row("getSSOProvider", "/v2/portal/public/sso/providers/city?domain={domain}", "", [404, 404, 404, 404]),
    Row(
        "getPublicSSOProviderV3",
        "/v3/portal/public/sso/providers/city?org_id={org}&portal_id={portal}",
        "",
        [404, 404, 404, 404],
    ),
    Row(
        "ssoLogin",
        "/v2/portal/public/sso/login?origin=END_CUSTOMER_PORTAL&org_id={org}",
        "{}",
        [401, 401, 401, 401],
    ),
    Row("ssoLoginV3", "/v3/portal/public/sso/login?domain={domain}", "{}", [401, 401, 401, 401]),
    Row(
        "ssoRedirect",
        "/v2/portal/public/sso/redirect?web_uri=https://evil.example/",
        r#"{"code":"a","state":"s"}"#,
        [400, 400, 400, 400],
    ),
    Row(
        "ssoCallback",
        "/v2/portal/public/sso/callback?domain={domain}",
        r#"{"provider_slug":"city","grant_type":"authorization_code","code":"a","client_id":"c","code_verifier":"v",
            "token_endpoint":""}"#,
        [404, 404, 404, 404],
    ),
    Row("deRegisterMLoginUser", "/v2/portal/public/m-login/deregister/c/somebody", "", [401, 401, 401, 401]),
    Row(
        "notifyMLoginInterestChange",
        "/v2/portal/public/m-login/notify-interest-change/c/somebody",
        "{}",
        [401, 401, 401, 401],
    ),
    Row("exchange", "/auth/exchange", r#"{"token":"none"}"#, [401, 401, 401, 401]),
    Row(
        "forgotPassword",
        "/auth/forgot-password",
        r#"{"portal_id":"{portal}","email":"nobody@example.org"}"#,
        [202, 202, 202, 202],
    ),
    Row(
        "resetPassword",
        "/auth/reset-password",
        r#"{"portal_id":"{portal}","email":"nobody@example.org","code":"1","new_password":"a-quiet-river"}"#,
        [400, 400, 400, 400],
    ),
    Row("refresh", "/auth/refresh", r#"{"refresh_token":"none"}"#, [401, 401, 401, 401]),
    // The account's own security.
    Row("listOwnSessions", "/auth/sessions", "", [200, 200, NEVER, NEVER]),
    Row("endOwnSession", "/auth/sessions/019a0000-0000-7000-8000-00000000dead", "", [404, 404, NEVER, NEVER]),
    Row("endOtherSessions", "/auth/sessions", "", [204, 204, NEVER, NEVER]),
    Row(
        "changeOwnPassword",
        "/auth/change-password",
        r#"{"old_password":"not-the-password","new_password":"x"}"#,
        [400, 400, NEVER, NEVER],
    ),
    Row("stepUp", "/auth/step-up", r#"{"password":"not-the-password"}"#, [400, 400, NEVER, NEVER]),
    Row("getSecondFactor", "/auth/second-factor", "", [200, 200, NEVER, NEVER]),
    Row("beginApp", "/auth/second-factor/app", "{}", [200, 200, NEVER, NEVER]),
    Row("confirmApp", "/auth/second-factor/app/confirm", r#"{"code":"x"}"#, [400, 400, NEVER, NEVER]),
    Row("removeApp", "/auth/second-factor/app", "{}", [400, 400, NEVER, NEVER]),
    Row("renewRecoveryCodes", "/auth/second-factor/recovery-codes", "{}", [400, 400, NEVER, NEVER]),
    Row(
        "resetSecondFactor",
        "/v1/portico/users/019a0000-0000-7000-8000-00000000dead/second-factor",
        "",
        [NEVER, NEVER, 404, 404],
    ),
    Row("beginPasskeySignIn", "/auth/passkey/begin", r#"{"portal_id":"{portal}"}"#, [200, 200, 200, 200]),
    Row("signInByPasskey", "/auth/passkey", r#"{"credential":{}}"#, [401, 401, 401, 401]),
    Row("listPasskeys", "/auth/passkeys", "", [200, 200, NEVER, NEVER]),
    Row("beginPasskey", "/auth/passkeys/begin", "{}", [200, 200, NEVER, NEVER]),
    Row("addPasskey", "/auth/passkeys", r#"{"name":"Phone","credential":{}}"#, [400, 400, NEVER, NEVER]),
    Row("renamePasskey", "/auth/passkeys/none", r#"{"name":"Phone"}"#, [404, 404, NEVER, NEVER]),
    Row("removePasskey", "/auth/passkeys/none", "{}", [404, 404, NEVER, NEVER]),
    // Mail that leaves the house.
    Row("viewMailSettings", "/v1/portico/mail/settings", "", [NEVER, NEVER, 200, 200]),
    Row("saveMailSettings", "/v1/portico/mail/settings", "{}", [NEVER, NEVER, 200, 200]),
    Row(
        "tryMail",
        "/v1/portico/mail/settings:try",
        r#"{"to":"nobody@elsewhere.example"}"#,
        [NEVER, NEVER, 400, 400],
    ),
    Row("listLetters", "/v1/portico/mail/letters", "", [NEVER, NEVER, 200, 200]),
    Row(
        "viewLetter",
        "/v1/portico/mail/letters/019a0000-0000-7000-8000-00000000dead",
        "",
        [NEVER, NEVER, 404, 404],
    ),
    Row(
        "sendLetterAgain",
        "/v1/portico/mail/letters/019a0000-0000-7000-8000-00000000dead/again",
        "",
        [NEVER, NEVER, 404, 404],
    ),
    Row("openidConfiguration", "/.well-known/openid-configuration", "", [200, 200, 200, 200]),
    Row("jwks", "/.well-known/jwks.json", "", [200, 200, 200, 200]),
    // Without the header that names the call.
    Row("callUserPool", "/", "{}", [400, 400, 400, 400]),
    Row("viewUserPool", "/portico_{client}/.well-known/openid-configuration", "", [200, 200, 200, 200]),
    Row("viewUserPoolKeys", "/portico_{client}/.well-known/jwks.json", "", [200, 200, 200, 200]),
    Row("validateToken", "/v2/portal/token/validate", "", [204, 204, NEVER, NEVER]),
    Row("revokeToken", "/v2/portal/token/revoke", r#"{"refresh_token":"none"}"#, [400, 400, NEVER, NEVER]),
    Row("logout", "/auth/logout", "", [204, 204, 204, 204]),
];

async fn every_operation_answers_whom_its_row_says(app: TestApp) {
    let routes = portico_api::routes();
    let without: Vec<&str> =
        routes.ops().iter().map(|op| op.id).filter(|id| !ROWS.iter().any(|row| row.0 == *id)).collect();
    assert!(without.is_empty(), "operations without a row: {without:?}");
    let nobody = app.nobody();
    let forged = nobody.with("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln");
    let (katrin, pending) = (app.as_person(KATRIN).await, app.as_person(PAUL).await);
    let petra = app.as_person(PETRA).await;
    let (admin, rival) = (app.admin(), app.rival_admin());
    let identified = identified(&app).await;
    for row in ROWS {
        let op = routes.ops().iter().find(|op| op.id == row.0);
        let op = op.unwrap_or_else(|| panic!("{} is no operation any more", row.0));
        if op.caller != "Public" {
            // A bad credential meets its answer whatever the body is.
            for stranger in [&nobody, &forged] {
                ask(stranger, op, row, "{", 401).await;
            }
            ask(&pending, op, row, "{", pending_status(op)).await;
            // Whoever was identified on a surface is let in to its few operations, and meets 401 at all others.
            match OPENED.iter().find(|(id, _)| *id == op.id) {
                Some((_, status)) => ask(&identified, op, row, row.2, *status).await,
                None => ask(&identified, op, row, "{", 401).await,
            };
        }
        let [customer, installer, program, rivals] = row.3;
        ask_as(&katrin, op, row, "EpilotAuth", customer, 403).await;
        ask_as(&petra, op, row, "EpilotAuth", installer, 403).await;
        // The rival has the same ids, and never sees what is ours.
        let answer = ask_as(&rival, op, row, "PortalAuth", rivals, 401).await;
        let public = op.caller == "Public";
        assert!(public || !answer.contains(AUENTAL.place), "{}: the rival reads {answer}", row.0);
        ask_as(&admin, op, row, "PortalAuth", program, 401).await;
    }
}

/// What the operations of surfaces answer to whom a surface shows contracts alone.
const OPENED: [(&str, u16); 6] = [
    ("validateToken", 204),
    ("getSchemas", 200),
    ("getContact", 404),
    ("getPortalUserEntity", 200),
    ("searchPortalUserEntities", 200),
    ("getPortalPages", 200),
];

/// Katrin, identified on a surface that shows contracts.
async fn identified(app: &TestApp) -> Client {
    let surface = json!({
        "id": "website", "name": "Website", "authentication": "registration_identifiers", "token_ttl_seconds": 900,
        "data_access": { "entities": [{ "schema": "contract" }] },
    });
    let config = json!({
        "registration_identifiers": [{ "schema": "contract", "name": "contract_number" }], "surfaces": [surface],
    });
    app.admin().put(&format!("/v3/portal/config/{}", AUENTAL.customer_portal), &config).await.ok();
    let sent = json!({
        "org_id": AUENTAL.id, "surface_id": "website",
        "registration_identifiers": { "contract": { "contract_number": "V-4711" } },
    });
    let path = format!("/v3/portal/public/contact/identify?portal_id={}", AUENTAL.customer_portal);
    let told = app.nobody().post(&path, &sent).await.ok();
    for (id, _) in OPENED {
        assert!(told["allowed_operations"].to_string().contains(id), "{id}");
    }
    app.nobody().with(told["token"].as_str().unwrap_or_default())
}

/// A pending user meets 401 wherever its token is of the right kind, except for its own user and to sign out.
fn pending_status(op: &Op) -> u16 {
    match (op.id, op.caller) {
        (_, "EpilotAuth") => 403,
        ("getPortalUser", _) => 200,
        ("logout", _) => 204,
        // Who waits looks after the account's security, too.
        ("listOwnSessions" | "getSecondFactor" | "listPasskeys", _) => 200,
        ("endOtherSessions", _) => 204,
        ("endOwnSession", _) => 404,
        ("renamePasskey" | "removePasskey", _) => 404,
        ("stepUp" | "beginPasskey" | "addPasskey", _) => 400,
        ("changeOwnPassword" | "beginApp" | "confirmApp" | "removeApp" | "renewRecoveryCodes", _) => 400,
        // The token to revoke is looked for after the body is read.
        ("revokeToken", _) => 400,
        _ => 401,
    }
}

/// Asks properly as somebody whose credential is refused for operations of the `wrong` kind.
async fn ask_as(client: &Client, op: &Op, row: &Row, wrong: &str, right: u16, refused: u16) -> String {
    if op.caller == wrong {
        return ask(client, op, row, "{", refused).await;
    }
    ask(client, op, row, row.2, right).await
}

async fn ask(client: &Client, op: &Op, row: &Row, body: &str, status: u16) -> String {
    let method = Method::from_bytes(op.method.as_bytes()).expect("a method");
    let body = if matches!(op.method, "GET") { String::new() } else { filled(body) };
    let answer = client.send(method, &filled(row.1), body.into_bytes()).await;
    let got = answer.status.as_u16();
    assert_eq!(got, status, "{}: {}", row.0, answer.text);
    answer.text
}

fn filled(text: &str) -> String {
    let marks = [
        ("{portal}", AUENTAL.customer_portal),
        ("{client}", &pool::client_id(&AUENTAL.customer_portal.into())),
        ("{installers}", AUENTAL.installer_portal),
        ("{domain}", &AUENTAL.customer_domain()),
        ("{org}", AUENTAL.id),
        ("{page}", id::PAGE),
        ("{block}", id::BLOCK),
        ("{contact}", id::KATRIN),
        ("{user}", id::KATRIN_USER),
        ("{contract}", id::POWER),
        ("{order}", id::ORDER),
        ("{supplier}", id::SUPPLIER),
        ("{design}", id::DESIGN),
        ("{letter}", id::LETTER),
        ("{nobody}", id::NOBODY),
    ];
    marks.into_iter().fold(text.to_owned(), |text, (mark, value)| text.replace(mark, value))
}
