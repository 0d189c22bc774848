// What is built, by room, under the names the published clients use. A story must call each at least once.

/** Operations of the portal's own API. */
export const PORTAL = {
  'portal configuration': [
    'createPortalConfig', 'getPortalConfigV3', 'putPortalConfig', 'deletePortalConfig', 'listAllPortalConfigs',
    'getOrgPortalConfigV3', 'swapPortalConfig', 'clonePortalConfig',
  ],
  'configuration by origin': [
    'upsertPortal', 'getPortalConfig', 'deletePortal', 'getOrgPortalConfig', 'getAllPortalConfigs',
  ],
  domains: [
    'configureDistribution', 'configureDistributionV3', 'validateCaaRecords', 'validateCaaRecordsV3', 'verifyDns',
  ],
  'pages and blocks': [
    'getPortalPages', 'createPortalPage', 'getPortalPage', 'updatePortalPage', 'deletePortalPage',
    'getPublicPages', 'getDefaultPages', 'getPortalPageBlocks', 'createPortalPageBlock', 'getPortalPageBlock',
    'updatePortalPageBlock', 'deletePortalPageBlock', 'interpolatePortalPages',
  ],
  'portal pictures': ['savePortalFiles', 'savePortalFilesV3'],
  widgets: [
    'getPublicPortalWidgets', 'getPublicPortalWidgetsV3', 'upsertPortalWidget', 'getPortalWidgets',
    'getPortalWidgetsV3', 'upsertPortalWidgetV3',
  ],
  'public configuration': [
    'getPortalConfigByDomain', 'getPublicPortalConfig', 'getPublicPortalConfigV3', 'getOrganizationSettings',
    'getOrganizationSettingsByDomain', 'getSchemas', 'getSchemasByDomain', 'getPublicSchemasV3',
  ],
  tokens: ['validateToken', 'revokeToken', 'loginToPortalAsUser'],
  registration: [
    'createUser', 'createUserV3', 'identifyContact', 'checkContactExists', 'checkContactExistsV3', 'checkAccountExists', 'userExists',
    'userExistsV3', 'getUserEntryPoint', 'getRegistrationIdentifiers', 'getValidSecondaryAttributes', 'confirmUser',
    'confirmUserWithUserId', 'resendConfirmationEmail',
  ],
  'identity providers': [
    'getSSOProvider', 'getPublicSSOProviderV3', 'ssoLogin', 'ssoLoginV3', 'ssoRedirect', 'ssoCallback',
    'deRegisterMLoginUser', 'notifyMLoginInterestChange',
  ],
  'own account': [
    'getPortalUser', 'updatePortalUser', 'updatePortalUserEmail', 'deletePortalUser', 'fetchPortalUsersByRelatedEntity',
  ],
  partners: [
    'invitePartner', 'listBusinessPartners', 'resendPartnerInvitation', 'disablePartner', 'enablePartner', 'revokePartner',
  ],
  contact: ['getContact', 'updateContact', 'getECPContact'],
  permissions: ['extraPermissionAttributes'],
  records: [
    'getPortalUserEntity', 'searchPortalUserEntities', 'createPortalUserEntity', 'patchPortalUserEntity',
    'searchPaymentRelationsInEntities', 'triggerEntityAccessEvent', 'triggerEntityAccessEventV3',
  ],
  'typed lists': [
    'getAllOrders', 'getOrder', 'updateOrder', 'getAllOpportunities', 'getSearchableAttributesForOpportunities',
    'getSearchResultsForOpportunities', 'getOpportunity', 'updateOpportunity', 'getAllRequests',
    'getAllContracts', 'getContract', 'getContractWithTemplates', 'updateContract',
  ],
  'order acceptance': ['postOrderAcceptance'],
  'edit rules': ['validateCadenceEntityEditRules'],
  files: [
    'saveEntityFile', 'deleteEntityFile', 'getAllFiles', 'getFileById', 'getFilePreview', 'trackFileDownloaded',
    'getFilesCountByEntity',
  ],
  identifiers: ['addContractByIdentifiers', 'getEntityIdentifiers'],
  activity: ['getEntityActivityFeed', 'createCustomEntityActivity'],
  'e-mail templates': [
    'upsertEmailTemplates', 'getEmailTemplates', 'migrateEmailTemplateReferences', 'listEmailTemplateReferences',
    'upsertEmailTemplatesByPortalId', 'getEmailTemplatesByPortalId', 'replaceECPTemplateVariables',
  ],
};

/** Operations of the sibling APIs that an organisation needs beside it, by the SDK's name of the API. */
export const SIBLINGS = {
  entity: [
    'listSchemas', 'getSchema', 'putSchema', 'deleteSchema', 'createEntity', 'getEntity', 'getEntityV2',
    'patchEntity', 'deleteEntity', 'searchEntities', 'listEntities', 'addRelations', 'removeRelations',
    'getRelationsV3', 'getRelations', 'getRelationsV2', 'getRelatedEntitiesCount', 'updateRelation', 'deleteRelation',
    'updateEntity', 'upsertEntity', 'restoreEntity', 'validateEntity', 'validateEntityV2', 'autocomplete',
    'listSavedViews', 'listFavoriteViewsForUser', 'createSavedView', 'getSavedView', 'updateSavedView',
    'patchSavedView', 'deleteSavedView',
  ],
  file: [
    'uploadFileV2', 'uploadFile', 'uploadFilePublic', 'saveFileV2', 'saveFile', 'getFile', 'deleteFile',
    'downloadFile', 'downloadFiles', 'previewFile', 'previewPublicFile', 'generatePublicLink',
    'listPublicLinksForFile', 'accessPublicLink', 'revokePublicLink',
  ],
  permissions: ['listCurrentRoles', 'listAllRoles', 'createRole', 'getRole', 'putRole', 'deleteRole'],
  design: ['getAllDesigns', 'addDesign', 'getDesign', 'updateDesign', 'deleteDesign'],
  organization: ['getCurrentOrganization'],
  targeting: ['matchTargets', 'getTargetQueries'],
  templateVariables: ['getCategories', 'searchVariables', 'replaceTemplates', 'replaceTemplatesV2'],
  emailTemplate: ['saveTemplate', 'getTemplateDetail', 'updateTemplateDetail'],
  accessToken: ['createAccessToken', 'listAccessTokens', 'revokeAccessToken'],
};

/** Operations of our own, which no published client has. */
export const OWN = {
  login: ['POST', '/auth/login'],
  passwordless: ['POST', '/auth/passwordless'],
  answerChallenge: ['POST', '/auth/challenge'],
  forgotPassword: ['POST', '/auth/forgot-password'],
  resetPassword: ['POST', '/auth/reset-password'],
  exchange: ['POST', '/auth/exchange'],
  refresh: ['POST', '/auth/refresh'],
  logout: ['POST', '/auth/logout'],
  adminLogin: ['POST', '/auth/admin/login'],
  listOwnSessions: ['GET', '/auth/sessions'],
  endOwnSession: ['DELETE', '/auth/sessions/{id}'],
  endOtherSessions: ['DELETE', '/auth/sessions'],
  changeOwnPassword: ['POST', '/auth/change-password'],
  stepUp: ['POST', '/auth/step-up'],
  getSecondFactor: ['GET', '/auth/second-factor'],
  beginApp: ['POST', '/auth/second-factor/app'],
  confirmApp: ['POST', '/auth/second-factor/app/confirm'],
  removeApp: ['DELETE', '/auth/second-factor/app'],
  renewRecoveryCodes: ['POST', '/auth/second-factor/recovery-codes'],
  resetSecondFactor: ['DELETE', '/v1/portico/users/{id}/second-factor'],
  beginPasskeySignIn: ['POST', '/auth/passkey/begin'],
  signInByPasskey: ['POST', '/auth/passkey'],
  listPasskeys: ['GET', '/auth/passkeys'],
  beginPasskey: ['POST', '/auth/passkeys/begin'],
  addPasskey: ['POST', '/auth/passkeys'],
  renamePasskey: ['PATCH', '/auth/passkeys/{id}'],
  removePasskey: ['DELETE', '/auth/passkeys/{id}'],
  viewMailSettings: ['GET', '/v1/portico/mail/settings'],
  saveMailSettings: ['PUT', '/v1/portico/mail/settings'],
  tryMail: ['POST', '/v1/portico/mail/settings:try'],
  listLetters: ['GET', '/v1/portico/mail/letters'],
  viewLetter: ['GET', '/v1/portico/mail/letters/{id}'],
  sendLetterAgain: ['POST', '/v1/portico/mail/letters/{id}/again'],
  openidConfiguration: ['GET', '/.well-known/openid-configuration'],
  jwks: ['GET', '/.well-known/jwks.json'],
  callUserPool: ['POST', '/'],
  viewUserPool: ['GET', '/portico_{client}/.well-known/openid-configuration'],
  viewUserPoolKeys: ['GET', '/portico_{client}/.well-known/jwks.json'],
  readEntityAsOf: ['GET', '/v1/portico/entity/{slug}/{id}:as-of'],
  undoEntityChange: ['POST', '/v1/portico/entity/{slug}/{id}:undo'],
  askForCertificate: ['GET', '/v1/portico/domains:ask'],
  explainAccess: ['POST', '/v1/portico/access:explain'],
  listInvitations: ['GET', '/v1/portico/invitations'],
  resendInvitation: ['POST', '/v1/portico/invitations/{id}/resend'],
  revokeInvitation: ['POST', '/v1/portico/invitations/{id}/revoke'],
  checkInvitationList: ['POST', '/v1/portico/invitation-lists'],
  viewInvitationList: ['GET', '/v1/portico/invitation-lists/{id}'],
  sendInvitationList: ['POST', '/v1/portico/invitation-lists/{id}/send'],
  remindInvitationList: ['POST', '/v1/portico/invitation-lists/{id}/remind'],
  putUpload: ['PUT', '/v1/portico/files/uploads/{token}'],
  readFileLink: ['GET', '/v1/portico/files/links/{token}'],
  readPublishedFile: ['GET', '/v1/portico/files/public/{org}/{id}/{filename}'],
};

/** Own operations that only succeed after time has passed; stories that move the clock call them with success. */
export const LATER = ['remindInvitationList'];
