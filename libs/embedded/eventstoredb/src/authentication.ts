import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http2';

export type Credentials = Readonly<{ username: string; password: string }>;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** What a node answers anybody: clients ask for its version and for the nodes of its cluster without credentials. */
const anonymous = /^\/event_store\.client\.(server_features|gossip)\./;

/** Whether headers carry the credentials; everybody is admitted where there are none to carry. */
export const admissionOf = (
  credentials: Credentials | undefined,
): ((headers: IncomingHttpHeaders) => boolean) => {
  if (credentials === undefined) return () => true;
  const { username, password } = credentials;
  const wanted = digest(Buffer.from(`${username}:${password}`).toString('base64'));
  return ({ authorization = '', ':path': path = '' }) => {
    if (anonymous.test(path)) return true;
    const [, given = ''] = /^basic +(.*)$/i.exec(authorization) ?? [];
    return timingSafeEqual(digest(given), wanted);
  };
};

/** As they stand in a URL, before the host. */
export const userInfo = (credentials: Credentials | undefined): string =>
  credentials === undefined
    ? ''
    : `${encodeURIComponent(credentials.username)}:${encodeURIComponent(credentials.password)}@`;
