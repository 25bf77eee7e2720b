import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** What the provider says of a person besides `sub`. */
export type Person = Readonly<Record<string, unknown>>;

export type RunningProvider = Readonly<{
  issuer: string;
  clientId: string;
  clientSecret: string;
  stop: () => Promise<void>;
}>;

const clientId = 'credstream';
const clientSecret = 'a secret of at least thirty-two characters';

/** The provider's own sign-in page takes any name; `people` are those it knows more of. */
export const startOpenIdProvider = async (
  credstreamUrl: string,
  people: Readonly<Record<string, Person>>,
): Promise<RunningProvider> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${credstreamUrl}/oauth/callback`],
        backchannel_logout_uri: `${credstreamUrl}/oauth/backchannel-logout`,
        backchannel_logout_session_required: true,
      },
    ],
    claims: {
      openid: ['sub'],
      profile: ['preferred_username', 'groups'],
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
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
