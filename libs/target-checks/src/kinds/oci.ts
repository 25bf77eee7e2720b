import { basic, refuseCommon } from '../answers.js';
import { CheckFailed, quoted, urlOf } from '../check-failed.js';
import type { Answer, TargetClient } from '../connection/target-client.js';
import type { Target, TargetSecret } from '../target.js';
import { type Challenge, parseChallenges } from './challenge.js';

type Login = Extract<TargetSecret, { username: Uint8Array }>;

const dockerHub = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'hub.docker.com']);
const dockerHubTokens = 'auth.docker.io';

const notARegistry = (url: URL, status: number): CheckFailed =>
  new CheckFailed(
    'not_a_registry',
    `${url.host} does not answer as a container registry does (${status} at ${url.pathname}); check the address`,
  );

const isRegistry = ({ headers, body }: Answer): boolean =>
  headers['docker-distribution-api-version'] !== undefined ||
  /^\s*(?:\{|$)/.test(body.subarray(0, 100).toString());

/** Refuses every place for the secret but the registry itself and the token hosts that belong to it. */
const tokenUrl = ({ parameters }: Challenge, registry: URL, tokenHosts: readonly string[]): URL => {
  const realm = urlOf(parameters['realm'] ?? '');
  if (!realm || !/^https?:$/.test(realm.protocol) || realm.username !== '' || realm.password !== '') {
    throw new CheckFailed('not_a_registry', `${registry.host} names no usable address for tokens`);
  }
  if (realm.protocol === 'http:' && registry.protocol === 'https:') {
    throw new CheckFailed(
      'redirected',
      `${registry.host} asks for the secret to be sent without TLS, to ${quoted(realm.host)}; it was not sent`,
    );
  }
  if (realm.host !== registry.host && !tokenHosts.includes(realm.host)) {
    throw new CheckFailed(
      'redirected',
      `${registry.host} asks for the secret to be sent to ${quoted(realm.host)}; it was not sent. Confirm this token host if it belongs to the registry`,
      realm.host,
    );
  }
  for (const name of ['service', 'scope']) {
    const value = parameters[name];
    if (value !== undefined) realm.searchParams.set(name, value);
  }
  return realm;
};

const tokenOf = ({ body }: Answer, url: URL): string => {
  try {
    const { token, access_token: accessToken } = JSON.parse(body.toString()) as Record<string, unknown>;
    const found = [token, accessToken].find(
      (each) => typeof each === 'string' && /^[\x21-\x7e]+$/.test(each),
    );
    if (typeof found === 'string') return found;
  } catch {
    // Not JSON; said below.
  }
  throw new CheckFailed('not_a_registry', `${url.host} answered the request for a token with something else`);
};

/** As `docker login` does it (distribution's specification of token authentication), but bound to its hosts. */
export const checkRegistry = async (client: TargetClient, target: Target, login: Login): Promise<string> => {
  const isDockerHub = dockerHub.has(target.host);
  const host = isDockerHub ? 'registry-1.docker.io' : target.host;
  const tokenHosts = isDockerHub ? [dockerHubTokens] : (target.tokenHosts ?? []);
  const url = new URL(`${target.scheme === 'http' ? 'http' : 'https'}://${host}/v2/`);

  const accepted = async (authorization: string): Promise<void> => {
    const answer = await client.get(url, { authorization });
    refuseCommon(answer, url);
    if (answer.status !== 200) throw notARegistry(url, answer.status);
  };

  const first = await client.get(url);
  if (first.status === 200 && isRegistry(first)) {
    await accepted(basic(login));
    return `${host} takes this secret, but lets everybody in without one too`;
  }
  if (first.status !== 401) {
    refuseCommon(first, url);
    throw notARegistry(url, first.status);
  }
  const challenge = parseChallenges(first.headers['www-authenticate'] ?? '').find(({ scheme }) =>
    ['bearer', 'basic'].includes(scheme),
  );
  if (!challenge) throw notARegistry(url, first.status);
  if (challenge.scheme === 'basic') {
    await accepted(basic(login));
    return `${host} accepts this secret`;
  }
  const tokens = tokenUrl(challenge, url, tokenHosts);
  const answer = await client.get(tokens, { authorization: basic(login) });
  refuseCommon(answer, tokens);
  if (answer.status !== 200) throw notARegistry(tokens, answer.status);
  await accepted(`Bearer ${tokenOf(answer, tokens)}`);
  return `${host} accepts this secret`;
};
