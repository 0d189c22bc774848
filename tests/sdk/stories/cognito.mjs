// Clients of user pools: the vendor's own client, told by the published configuration whom to call.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ChangePasswordCommand, CognitoIdentityProviderClient, ConfirmForgotPasswordCommand, ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand, GetUserCommand, GlobalSignOutCommand, InitiateAuthCommand,
  RespondToAuthChallengeCommand, RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { clients } from '../calls.mjs';
import { letter, lettersSoFar } from '../mailbox.mjs';
import { portalId, portalUser } from '../people.mjs';
import { appCode } from './security.mjs';

const PASSWORD = 'Ein-stiller-Teich-28';
const OTHER = 'Noch-ein-ruhiger-Fluss-27';

export default function tellCognito(world) {
  describe('clients of user pools', () => {
    const as = (token) => clients(world.demo.base, token, world.calls).customerPortal;
    let pool, call;

    test('the configuration names the pool and its client', async () => {
      const { data } = await world.stranger.customerPortal.getPortalConfigByDomain({ domain: 'customer.localhost' });
      pool = data.cognito_details;
      assert.match(pool.cognito_user_pool_id, /^[\w-]+_[0-9a-zA-Z]+$/);
      assert.match(pool.cognito_user_pool_client_id, /^[\w+]+$/);
      const client = new CognitoIdentityProviderClient({
        endpoint: world.demo.base, region: 'eu-central-1', maxAttempts: 1,
        credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
      });
      call = async (command) => {
        const answer = await client.send(command);
        assert.ok(answer.$metadata.requestId);
        world.calls.note('own', 'callUserPool', { status: 200, headers: {}, data: {} });
        return answer;
      };
    });

    const signIn = (USERNAME, password) => call(new InitiateAuthCommand({
      ClientId: pool.cognito_user_pool_client_id, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD: password },
    }));

    test('a password signs in, and the keys of the pool verify the tokens', async () => {
      const { email, password } = world.katrin;
      const { AuthenticationResult: tokens } = await signIn(email, password);
      const named = { client: pool.cognito_user_pool_client_id };
      const { data: configuration } = await world.stranger.own('viewUserPool', undefined, named);
      const { data: keys } = await world.stranger.own('viewUserPoolKeys', undefined, named);
      assert.ok(keys.keys.length > 0);
      const keySet = createRemoteJWKSet(new URL(configuration.jwks_uri));
      const { payload } = await jwtVerify(tokens.IdToken, keySet, { issuer: configuration.issuer });
      assert.equal(payload.sub, portalUser(1));
      assert.equal(payload['cognito:username'], email);
      const access = await jwtVerify(tokens.AccessToken, keySet, { issuer: configuration.issuer });
      assert.equal(access.payload.client_id, pool.cognito_user_pool_client_id);
      assert.equal((await as(tokens.AccessToken).validateToken()).status, 204);
      assert.equal((await as(tokens.IdToken).validateToken()).status, 204);
      const user = await call(new GetUserCommand({ AccessToken: tokens.AccessToken }));
      assert.equal(user.Username, email);
      assert.ok(user.UserAttributes.some(({ Name, Value }) => Name === 'sub' && Value === portalUser(1)));
    });

    test('a refresh token renews once, a revoked one never', async () => {
      const { email, password } = world.katrin;
      const ClientId = pool.cognito_user_pool_client_id;
      const { AuthenticationResult: tokens } = await signIn(email, password);
      const renew = (token) => call(new InitiateAuthCommand({
        ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: token },
      }));
      const { AuthenticationResult: second } = await renew(tokens.RefreshToken);
      const { AuthenticationResult: third } = await call(
        new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken: second.RefreshToken }),
      );
      await call(new RevokeTokenCommand({ ClientId, Token: third.RefreshToken }));
      await assert.rejects(renew(third.RefreshToken), { name: 'NotAuthorizedException' });
      await assert.rejects(as(third.AccessToken).validateToken(), (error) => error.response.status === 401);
    });

    test('a wrong password and an unknown user are one failure', async () => {
      const failures = [];
      for (const [email, password] of [[world.katrin.email, 'not it'], ['nobody@mail.example', 'not it']]) {
        await assert.rejects(signIn(email, password), (error) => {
          failures.push(error.message);
          assert.equal(error.$metadata.httpStatusCode, 400);
          return error.name === 'NotAuthorizedException';
        });
      }
      assert.equal(failures[0], failures[1]);
    });

    test('a forgotten password is set anew, changed, and all sessions end', async () => {
      const { email } = world.thomas;
      const ClientId = pool.cognito_user_pool_client_id;
      const before = await lettersSoFar(world);
      const { CodeDeliveryDetails } = await call(new ForgotPasswordCommand({ ClientId, Username: email }));
      assert.equal(CodeDeliveryDetails.Destination, 't***@m***');
      const { code } = await letter(world, email, 'forgotPassword', before);
      const confirm = (ConfirmationCode, Password) =>
        call(new ConfirmForgotPasswordCommand({ ClientId, Username: email, ConfirmationCode, Password }));
      await assert.rejects(confirm(code, 'short'), { name: 'InvalidPasswordException' });
      await assert.rejects(confirm('none', PASSWORD), { name: 'CodeMismatchException' });
      await confirm(code, PASSWORD);
      const { AuthenticationResult: tokens } = await signIn(email, PASSWORD);
      await call(new ChangePasswordCommand({
        AccessToken: tokens.AccessToken, PreviousPassword: PASSWORD, ProposedPassword: OTHER,
      }));
      assert.equal((await as(tokens.AccessToken).validateToken()).status, 204);
      await call(new GlobalSignOutCommand({ AccessToken: tokens.AccessToken }));
      await assert.rejects(call(new GetUserCommand({ AccessToken: tokens.AccessToken })), { name: 'NotAuthorizedException' });
      world.thomas.password = OTHER;
    });

    test('a mailed code signs in, and so does a token that staff got', async () => {
      const { email } = world.thomas;
      const ClientId = pool.cognito_user_pool_client_id;
      const before = await lettersSoFar(world);
      const begun = await call(new InitiateAuthCommand({
        ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: email },
      }));
      assert.equal(begun.ChallengeName, 'CUSTOM_CHALLENGE');
      const { code } = await letter(world, email, 'advancedAuth', before);
      const respond = (ANSWER) => call(new RespondToAuthChallengeCommand({
        ClientId, ChallengeName: 'CUSTOM_CHALLENGE', Session: begun.Session, ChallengeResponses: { USERNAME: email, ANSWER },
      }));
      const { AuthenticationResult: tokens } = await respond(code);
      assert.equal((await as(tokens.AccessToken).validateToken()).status, 204);
      await assert.rejects(respond(code), { name: 'CodeMismatchException' });
      const { data } = await world.staff.customerPortal.loginToPortalAsUser(null, { portal_id: portalId(1), email });
      assert.ok((await respond(data.login_as_token)).AuthenticationResult.AccessToken);
    });

    test('the code of an app is asked for after the password', async () => {
      const { email, password } = world.thomas;
      const { AuthenticationResult: tokens } = await signIn(email, password);
      const { own } = clients(world.demo.base, tokens.AccessToken, world.calls);
      const { data: { secret } } = await own('beginApp', {});
      await own('confirmApp', { code: appCode(secret, -1) });
      const asked = await signIn(email, password);
      assert.equal(asked.ChallengeName, 'SOFTWARE_TOKEN_MFA');
      const respond = (code) => call(new RespondToAuthChallengeCommand({
        ClientId: pool.cognito_user_pool_client_id, ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: asked.Session,
        ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: code },
      }));
      await assert.rejects(respond('12345'), { name: 'CodeMismatchException' });
      assert.ok((await respond(appCode(secret, 0))).AuthenticationResult.AccessToken);
      await own('removeApp', { password });
      assert.ok((await signIn(email, password)).AuthenticationResult);
    });
  });
}
