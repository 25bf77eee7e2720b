import { contexts } from '@credstream/contracts';
import type { KeyPlan } from '@credstream/crypto';

/** The secret that goes into the hash of every API key; it is rotated, and each version goes on verifying. */
export const pepperSecret = 'pepper';

/** A service's own: keys the hashes of what must not be guessed at, such as the bodies of repeatable requests. */
export const hashKeySecret = 'hash-key';

/** A service's own: signs the cursors of its lists. */
export const cursorSecret = 'cursor';

/** Of token-service: seals the keys by which registry tokens are signed. */
export const registryKeysSecret = 'registry-keys';

/** Which keys each part of an installation holds: no more than it needs. */
export const keyPlan: KeyPlan = {
  gateway: {
    signs: 'signs nothing',
    trusts: contexts,
    own: [],
    shared: [pepperSecret],
  },
  identity: {
    signs: 'signs',
    trusts: ['gateway'],
    own: [hashKeySecret, cursorSecret, 'oidc'],
    shared: [],
  },
  credential: {
    signs: 'signs nothing',
    trusts: ['gateway'],
    own: [hashKeySecret, cursorSecret, 'fingerprint'],
    shared: [],
  },
  apikey: {
    signs: 'signs',
    trusts: ['gateway'],
    own: [hashKeySecret, cursorSecret, 'webhook'],
    shared: [pepperSecret],
  },
  token: {
    signs: 'signs',
    trusts: ['gateway'],
    own: [hashKeySecret, cursorSecret, registryKeysSecret],
    shared: [pepperSecret],
  },
  audit: { signs: 'signs nothing', trusts: ['gateway'], own: [hashKeySecret, cursorSecret], shared: [] },
};

/** The secrets without which what is in the log cannot be used any more; the log remembers what they were. */
export const presupposedByLog: readonly string[] = [
  pepperSecret,
  hashKeySecret,
  'webhook',
  registryKeysSecret,
  'fingerprint',
  'master-key',
];
