/** What a caller shows of itself. */
export type Credentials =
  | Readonly<{ kind: 'none' }>
  | Readonly<{ kind: 'access_token'; token: string }>
  | Readonly<{ kind: 'api_key'; value: string }>
  | Readonly<{ kind: 'unusable' }>;

/** The user name under which Basic carries an API key (ANC-15). */
const apiKeyUser = '_api_key:';

const none: Credentials = { kind: 'none' };
const unusable: Credentials = { kind: 'unusable' };

/** Reads `Authorization`: Bearer (RFC 6750) with an access token or an API key, Basic (RFC 7617) with an API key. */
export const credentialsOf = (authorization: string | undefined): Credentials => {
  if (authorization === undefined) return none;
  const space = authorization.indexOf(' ');
  const scheme = authorization.slice(0, space).toLowerCase();
  const rest = authorization.slice(space + 1);
  if (scheme === 'bearer') {
    return rest.startsWith('cs_') ? { kind: 'api_key', value: rest } : { kind: 'access_token', token: rest };
  }
  if (scheme !== 'basic') return unusable;
  const decoded = Buffer.from(rest, 'base64').toString('utf8');
  return decoded.startsWith(apiKeyUser)
    ? { kind: 'api_key', value: decoded.slice(apiKeyUser.length) }
    : unusable;
};
