// A real identity provider on this machine: the published one for Node, with a person whose claims a story chooses.
import http from 'node:http';
import { Provider } from 'oidc-provider';

/** Starts it for these redirect addresses. Answers its issuer, its client, its people, and how to stop it. */
export async function startGenuine(redirectUris, { withSecret = true, postLogout = [] } = {}) {
  const server = http.createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const people = new Map();
  const client = { id: 'portico-web', secret: withSecret ? 'a secret & more: +/%' : undefined };
  const provider = new Provider(issuer, configuration(client, redirectUris, postLogout, people));
  // Its warnings about running without HTTPS are right and of no interest here.
  provider.on('server_error', (_, error) => console.error(error));
  const app = provider.callback();
  const errors = [];
  provider.on('grant.error', (_, error) => errors.push(error.message));
  server.on('request', (request, response) => {
    if (request.url.startsWith('/person/')) return interact(provider, request, response);
    return app(request, response);
  });
  const stop = () => new Promise((closed) => (server.closeAllConnections(), server.close(closed)));
  return { issuer, client, people, errors, stop };
}

function configuration(client, redirectUris, postLogout, people) {
  return {
    clients: [
      {
        client_id: client.id,
        ...(client.secret && { client_secret: client.secret }),
        redirect_uris: redirectUris,
        post_logout_redirect_uris: postLogout,
        token_endpoint_auth_method: client.secret ? 'client_secret_basic' : 'none',
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    cookies: { keys: ['only for tests'] },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'given_name', 'family_name', 'customer_number', 'active', 'address'],
    },
    pkce: { required: () => true },
    // The address is told only when asked again, as most providers do.
    conformIdTokenClaims: true,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/person/${interaction.uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    ttl: { AccessToken: 300, AuthorizationCode: 60, IdToken: 300, Interaction: 600, Session: 600, Grant: 600 },
    clientBasedCORS: () => false,
  };
}

/** Its sign-in page: a field for the name of a person, or the name right away as `?as=`; agrees to everything. */
async function interact(provider, request, response) {
  const { params, session, uid } = await provider.interactionDetails(request, response);
  const url = new URL(request.url, 'http://provider');
  if (url.pathname.endsWith('/refuse')) {
    const answer = { error: 'access_denied', error_description: '<b>no</b>' };
    return provider.interactionFinished(request, response, answer, { mergeWithLastSubmission: false });
  }
  const person = url.searchParams.get('as') ?? session?.accountId;
  if (!person) {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="en"><title>Provider</title><main><h1>Provider</h1>
       <form><label>Name <input name="as"></label><button>Continue</button></form>
       <a href="/person/${uid}/refuse">Refuse</a></main></html>`,
    );
    return undefined;
  }
  const grant = new provider.Grant({ accountId: person, clientId: params.client_id });
  grant.addOIDCScope('openid email profile');
  const result = { login: { accountId: person }, consent: { grantId: await grant.save() } };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
}
