import type { RunningSuite } from './up.js';

const day = 86_400_000;

/** What `credstream up` says once it is ready; the three lines at the end work as they stand, and no secret is an argument. */
export const greeting = ({ url, administrator, firstPassword }: RunningSuite, now: Date): string => {
  const password = firstPassword ? `'${firstPassword.password}'` : '"$CREDSTREAM_ADMIN_PASSWORD"';
  const expiresAt = `${new Date(now.getTime() + 30 * day).toISOString().slice(0, 19)}Z`;
  const read = (name: string) => `sed -E 's/.*"${name}":"([^"]*)".*/\\1/'`;
  return [
    `Credstream is ready: ${url} (reference: ${url}/docs)`,
    `Administrator: ${administrator}`,
    firstPassword
      ? `Password: ${firstPassword.password} (shown this once)`
      : 'Password: the one set at the first start',
    '',
    'Sign in, make an API key, use it:',
    `TOKEN=$(printf %s ${password} | curl -s ${url}/oauth/token -d grant_type=password -d username=${administrator} --data-urlencode password@- | ${read('access_token')})`,
    `KEY=$(printf 'header="Authorization: Bearer %s"' "$TOKEN" | curl -s -K - ${url}/api/v1/api-keys -H 'Content-Type: application/json' -d '{"name":"first-${now.getTime().toString(36)}","expiresAt":"${expiresAt}"}' | ${read('key')})`,
    `printf 'user="_api_key:%s"' "$KEY" | curl -i -K - ${url}/authorize`,
    '',
  ].join('\n');
};
