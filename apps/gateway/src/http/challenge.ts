import { CredentialsRefused } from '../auth/credentials-refused.js';

const basic = 'Basic realm="credstream", charset="UTF-8"';

/** What `WWW-Authenticate` offers to who has shown nothing (RFC 9110 §11.6.1). */
const offered = `Bearer realm="credstream", ${basic}`;

/** The same for who has shown something that does not count (RFC 6750 §3.1). */
const refused = `Bearer realm="credstream", error="invalid_token", ${basic}`;

/** The headers of a 401. `X-Credstream-Reason` is there only when the secret itself was right. */
export const challengeHeaders = (error?: unknown): Readonly<Record<string, string>> => {
  if (!(error instanceof CredentialsRefused)) return { 'www-authenticate': offered };
  const { reason } = error;
  return {
    'www-authenticate': refused,
    ...(reason !== undefined && { 'x-credstream-reason': reason }),
  };
};
