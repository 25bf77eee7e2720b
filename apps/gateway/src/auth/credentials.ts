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

/** A JSON Web Token, which begins with `{"`. Everything else can be a key, of our making or imported. */
const isToken = (value: string): boolean => value.startsWith('eyJ');

/**
 * Reads `Authorization`: Bearer (RFC 6750) with an access token or an API key, Basic (RFC 7617) with an API key.
 * One space or more stand after the scheme (RFC 9110 §11.4).
 */
export const credentialsOf = (authorization: string | undefined): Credentials => {
  if (authorization === undefined) return none;
  const space = authorization.indexOf(' ');
  if (space === -1) return unusable;
  let begin = space + 1;
  while (authorization[begin] === ' ') begin += 1;
  const rest = authorization.slice(begin);
  if (rest === '') return unusable;
  switch (authorization.slice(0, space).toLowerCase()) {
    case 'bearer':
      return isToken(rest) ? { kind: 'access_token', token: rest } : { kind: 'api_key', value: rest };
    case 'basic':
      return basic(rest);
    default:
      return unusable;
  }
};

/** Only the one way to write it: Node itself would pass over signs that are not base64 (T13). */
const basic = (encoded: string): Credentials => {
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) return unusable;
  const decoded = bytes.toString('utf8');
  return decoded.startsWith(apiKeyUser)
    ? { kind: 'api_key', value: decoded.slice(apiKeyUser.length) }
    : unusable;
};

/**
 * What is wrong with the form of an `Authorization` that does not count; undefined when its form is right. It tells the
 * client about what the client has sent, and nothing else.
 */
export const faultOfForm = (authorization: string): string | undefined => {
  const [scheme = '', rest = ''] = authorization.split(/ +(.*)/s);
  if (!/^(?:bearer|basic)$/i.test(scheme)) {
    return 'Authorization begins with Bearer, or with Basic and the username _api_key';
  }
  if (rest === '') return `Nothing stands behind ${scheme} in Authorization`;
  if (/^(?:bearer|basic)\b/i.test(rest)) return 'Authorization names its scheme twice';
  if (/^["'<]/.test(rest)) return `The value behind ${scheme} in Authorization has no quotes or brackets`;
  if (/^basic$/i.test(scheme) && credentialsOf(authorization).kind === 'unusable') {
    return 'Basic carries an API key: the username is _api_key, the password is the key. A password is exchanged for a token at /oauth/token';
  }
  return undefined;
};
