import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterTests } from './after-tests.js';

/** A CI system in small: it signs the tokens of its jobs, and hands one to the job that asks, as GitHub's does. */
export type WorkloadIssuer = Readonly<{
  issuer: string;
  sign: (claims: JWTPayload) => Promise<string>;
  /** With what a job of GitHub asks for its token. */
  env: Readonly<{ ACTIONS_ID_TOKEN_REQUEST_URL: string; ACTIONS_ID_TOKEN_REQUEST_TOKEN: string }>;
  /** From now on it does not end its answers. */
  hang: () => void;
}>;

export const startWorkloadIssuer = async (job: JWTPayload = {}): Promise<WorkloadIssuer> => {
  const requestToken = randomUUID();
  const kid = randomUUID();
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }];
  let hangs = false;
  const sign = (claims: JWTPayload): Promise<string> =>
    new SignJWT({ iss: issuer, jti: randomUUID(), ...claims })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuedAt()
      .setExpirationTime('5 minutes')
      .sign(privateKey);
  const documentAt = async ({ pathname, searchParams }: URL, authorization?: string): Promise<object> => {
    if (pathname === '/keys') return { keys };
    if (pathname !== '/token') return { issuer, jwks_uri: `${issuer}/keys` };
    if (authorization !== `Bearer ${requestToken}`) return {};
    return { value: await sign({ ...job, aud: searchParams.get('audience') ?? '' }) };
  };
  const server = createServer(({ url = '', headers }, response) => {
    if (hangs) return void response.write('{');
    documentAt(new URL(url, issuer), headers.authorization).then(
      (document) => response.setHeader('content-type', 'application/json').end(JSON.stringify(document)),
      (error: unknown) => response.destroy(error as Error),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterTests(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    sign,
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${issuer}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    },
    hang: () => void (hangs = true),
  };
};
