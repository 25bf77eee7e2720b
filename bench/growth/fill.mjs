import { randomBytes } from 'node:crypto';
import { fillLog } from '../kit/fill-log.mjs';

const KEYS_OF_A_USER = 50;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const newId = (length) =>
  Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');

/**
 * Records `count` keys, of users of 50 keys each. What a creation records beside (the reservation of the name, the
 * admission) is left out: no view reads it.
 */
export const fill = (dataDir, count) =>
  fillLog(dataDir, count, 'ApiKeyCreated', (data, number) => {
    const keyId = newId(12);
    const user = Math.floor(number / KEYS_OF_A_USER);
    return {
      stream: `apikey-${keyId}`,
      data: {
        ...data,
        keyId,
        userId: `bench${user}`.padEnd(16, 'x'),
        username: `bench-${user}`,
        name: `key ${number}`,
        hint: newId(4),
        secretHash: randomBytes(32).toString('hex'),
      },
    };
  });
