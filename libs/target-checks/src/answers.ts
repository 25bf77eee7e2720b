import { CheckFailed, quoted, urlOf } from './check-failed.js';
import type { Answer } from './connection/target-client.js';

/** Basic authentication (RFC 7617), of bytes as they are. */
export const basic = ({
  username,
  password,
}: Readonly<{ username: Uint8Array; password: Uint8Array }>): string =>
  `Basic ${Buffer.concat([username, Buffer.from(':'), password]).toString('base64')}`;

const placeOf = (location: string, base: URL): string => {
  const url = urlOf(location, base);
  return url ? quoted(url.origin) : 'another place';
};

/** Answers that mean the same for every kind of target. Throws `CheckFailed`. */
export const refuseCommon = ({ status, headers }: Answer, url: URL): void => {
  if (status >= 300 && status < 400) {
    throw new CheckFailed(
      'redirected',
      `${url.host} sends the request on to ${placeOf(headers.location ?? '', url)}. The secret is not sent there; store the address that answers itself`,
    );
  }
  if (status === 401) {
    throw new CheckFailed('unauthorized', `${url.host} does not accept this username and secret`);
  }
  if (status === 403) {
    throw new CheckFailed('forbidden', `${url.host} knows this secret, but does not allow what was asked`);
  }
  if (status === 429) {
    throw new CheckFailed('unreachable', `${url.host} has had too many requests (429); try again later`);
  }
  if (status >= 500) {
    throw new CheckFailed('unreachable', `${url.host} has a fault of its own (${status}); try again later`);
  }
};
