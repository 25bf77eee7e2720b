/** The provider beside ours: the token of a client, for one resource, as a JWT. Its algorithm comes as the argument. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

const [alg] = process.argv.slice(2);
const { privateKey } = await generateKeyPair(alg, { extractable: true });
const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(url, {
  jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'one', alg, use: 'sig' }] },
  clients: [
    {
      ...{ client_id: 'pipeline', client_secret: 'a-secret-of-thirty-two-characters-at-least' },
      ...{ grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
      id_token_signed_response_alg: alg,
    },
  ],
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({
        ...{ scope: '', audience: 'images', accessTokenFormat: 'jwt', jwt: { sign: { alg } } },
      }),
    },
  },
  ttl: { ClientCredentials: 300 },
});
server.on('request', provider.callback());
process.on('SIGTERM', () => process.exit(0));
process.send({ url });
