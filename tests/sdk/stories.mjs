// All stories on one engine: one demo, one cast, one story after the other, and at the end what was covered.
import { after, before, describe } from 'node:test';
import { Calls } from './calls.mjs';
import { startDemo } from './demo.mjs';
import { startNames } from './names.mjs';
import { gather } from './people.mjs';
import tellAcceptance from './stories/acceptance.mjs';
import tellAccount from './stories/account.mjs';
import tellActivity from './stories/activity.mjs';
import tellBadInput from './stories/bad_input.mjs';
import tellCognito from './stories/cognito.mjs';
import tellConfigurationV2 from './stories/configuration_v2.mjs';
import tellCoverage from './stories/coverage.mjs';
import tellDomains from './stories/domains.mjs';
import tellEditRules from './stories/edit_rules.mjs';
import tellEmailTemplates from './stories/email_templates.mjs';
import tellExamples from './stories/examples.mjs';
import tellExplain from './stories/explain.mjs';
import tellFiles from './stories/files.mjs';
import tellHidden from './stories/hidden.mjs';
import tellHistory from './stories/history.mjs';
import tellIdentifiers from './stories/identifiers.mjs';
import tellInvitations from './stories/invitations.mjs';
import tellIsolation from './stories/isolation.mjs';
import tellLists from './stories/lists.mjs';
import tellMail from './stories/mail.mjs';
import tellOrganisation from './stories/organisation.mjs';
import tellPages from './stories/pages.mjs';
import tellPasskeys from './stories/passkeys.mjs';
import tellPortalFiles from './stories/portal_files.mjs';
import tellPortals from './stories/portals.mjs';
import tellPublic from './stories/public.mjs';
import tellRecords from './stories/records.mjs';
import tellRegistration from './stories/registration.mjs';
import tellSearch from './stories/search.mjs';
import tellSearchInFull from './stories/search_full.mjs';
import tellSecurity from './stories/security.mjs';
import tellSignIn from './stories/sign_in.mjs';
import tellSso from './stories/sso.mjs';
import tellSurfaces from './stories/surfaces.mjs';
import tellTemplates from './stories/templates.mjs';
import tellUpserts from './stories/upserts.mjs';
import tellUserRecords from './stories/user_records.mjs';
import tellViews from './stories/views.mjs';
import tellWidgets from './stories/widgets.mjs';

/** In this order: those that only look come before those that change what others look at. */
const STORIES = [
  tellSignIn,
  tellPublic,
  tellLists,
  tellSearch,
  tellSearchInFull,
  tellIsolation,
  tellHidden,
  tellExplain,
  tellAccount,
  tellPages,
  tellTemplates,
  tellPortals,
  tellConfigurationV2,
  tellDomains,
  tellEmailTemplates,
  tellWidgets,
  tellSecurity,
  tellPasskeys,
  tellExamples,
  tellActivity,
  tellHistory,
  tellIdentifiers,
  tellAcceptance,
  tellEditRules,
  tellUserRecords,
  tellUpserts,
  tellFiles,
  tellPortalFiles,
  tellRecords,
  tellViews,
  tellOrganisation,
  tellBadInput,
  tellRegistration,
  tellInvitations,
  tellSurfaces,
  tellCognito,
  tellMail,
  tellSso,
  tellCoverage,
];

/** Tells all stories on an engine. */
export function tellAllStories(engine) {
  describe(`the published SDK against ${engine}`, () => {
    const world = { calls: new Calls() };
    before(async () => {
      world.names = await startNames();
      world.demo = await startDemo(engine, {
        PORTICO_LIMITS: 'off',
        PORTICO_DNS: world.names.address,
        PORTICO_DOMAIN_TARGET: world.names.target,
      });
      Object.assign(world, await gather(world.demo, world.calls));
    });
    after(async () => {
      await world.demo?.stop();
      world.names?.stop();
    });
    for (const tell of STORIES) tell(world);
  });
}
