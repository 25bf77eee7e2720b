import { hkdfSync } from 'node:crypto';
import type { PartKeys } from '@credstream/crypto';
import type { CookieKeys } from './console-cookie.js';

const keyBytes = 32;

/**
 * Keys for the cookies of browsers, derived from those that only copies of the gateway have. When they are rotated, the
 * ones before go on verifying for a day.
 */
export const cookieKeysFrom = (keys: PartKeys): CookieKeys => {
  const derived = new WeakMap<object, Buffer>();
  const derive = (privateKey: KeyHolder['privateKey']): Buffer => {
    const known = derived.get(privateKey);
    if (known) return known;
    const secret = privateKey.export({ format: 'der', type: 'pkcs8' });
    const key = Buffer.from(hkdfSync('sha256', secret, '', 'credstream/browser-session/v1', keyBytes));
    derived.set(privateKey, key);
    return key;
  };
  return () => {
    const [first, ...others] = keys.snapshot.sealing;
    return [derive(first.privateKey), ...others.map(({ privateKey }) => derive(privateKey))];
  };
};

type KeyHolder = PartKeys['snapshot']['sealing'][number];
