import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';

/** What the provider says of a person besides `sub`. */
export type Person = Readonly<Record<string, unknown>>;

export type RunningProvider = Readonly<{
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** A logout token as the provider would send it to this client, but for what is said otherwise. */
  logoutToken: (sub: string, otherwise?: Readonly<Record<string, unknown>>) => Promise<string>;
  stop: () => Promise<void>;
}>;

const clientId = 'credstream';
const clientSecret = 'a secret of at least thirty-two characters';

/** How a client proves who it is. */
export type ClientAuthentication = 'client_secret_basic' | 'client_secret_post' | 'client_secret_jwt';

/** The provider's own sign-in page takes any name; `people` are those it knows more of. */
export const startOpenIdProvider = async (
  credstreamUrl: string,
  people: Readonly<Record<string, Person>>,
  authentication: ClientAuthentication = 'client_secret_basic',
): Promise<RunningProvider> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kid = 'the key of the provider';
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }] },
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        token_endpoint_auth_method: authentication,
        redirect_uris: [`${credstreamUrl}/oauth/callback`],
        backchannel_logout_uri: `${credstreamUrl}/oauth/backchannel-logout`,
        backchannel_logout_session_required: true,
      },
    ],
    clientAuthMethods: [authentication],
    claims: {
      openid: ['sub'],
      profile: ['preferred_username', 'groups', 'hasgroups', 'realm_access', 'oid'],
      email: ['email', 'email_verified'],
    },
    features: {
      devInteractions: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...people[sub] }),
    }),
    cookies: { keys: ['a key for the cookies of a test'] },
    pkce: { required: () => true },
  });
  server.on('request', provider.callback());
  return {
    issuer,
    clientId,
    clientSecret,
    logoutToken: (sub, otherwise = {}) =>
      new SignJWT({
        ...{ iss: issuer, aud: clientId, sub, jti: randomUUID(), iat: Math.floor(Date.now() / 1000) },
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
        ...otherwise,
      })
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'logout+jwt' })
        .sign(privateKey),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
