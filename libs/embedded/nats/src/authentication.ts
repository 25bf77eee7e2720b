import { createHash, timingSafeEqual } from 'node:crypto';
import type { ConnectOptions } from './connect-options.js';

export type Credentials = Readonly<{ token?: string; user?: string; password?: string }>;

/** Whether CONNECT may pass; undefined when the server asks for no credentials. */
export type Authenticator = ((given: ConnectOptions) => boolean) | undefined;

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const same = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right));

/** @throws RangeError when a token comes with a user, or a user without a password, or the reverse. */
export const authenticatorOf = ({ token, user, password }: Credentials): Authenticator => {
  if ((user === undefined) !== (password === undefined))
    throw new RangeError('user and password go together');
  if (token !== undefined && user !== undefined) throw new RangeError('either a token or a user, not both');
  if (token !== undefined) return (given) => same(given.auth_token, token);
  if (user !== undefined && password !== undefined) {
    return (given) => {
      const knownUser = same(given.user, user);
      return same(given.pass, password) && knownUser;
    };
  }
  return undefined;
};
