import { hash, type Options, verify } from '@node-rs/argon2';

/** OWASP's minimum for argon2id (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options;

/** Of no password: salt and digest were drawn at random. Its cost is that of `hashPassword`; a test compares. */
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$f6dLrX6xS7cdlIuRhRfWlQ$tZvTpKz5lsS0dQ5bvm/7dcSxKfel8k42xSR2RFVT6w0';

/**
 * Argon2id in PHC form, `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<digest>`; the salt is new each time. The password is
 * hashed in NFC, since keyboards and systems compose the same letters differently (NIST SP 800-63B-4, 3.1.1.2).
 */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), cost);

/**
 * Whether the password is the hashed one. Without a hash (no such user) it works as long and answers false,
 * so that the time does not tell who exists. Rejects if the stored hash is not a PHC string.
 */
export const verifyPassword = async (stored: string | undefined, password: string): Promise<boolean> => {
  const composed = password.normalize('NFC');
  const written = [composed, ...(composed === password ? [] : [password])];
  // Hashes of earlier versions are of the password as it was typed.
  for (const each of written) if (await verify(stored ?? nobodysHash, each)) return stored !== undefined;
  return false;
};
