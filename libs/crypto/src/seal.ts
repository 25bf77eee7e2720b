import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const version = 1;
const nonceLength = 12;
const tagLength = 16;
const headerLength = 1 + nonceLength + tagLength;

/** One derivation for each version, so that a later form never shares a key with this one. */
const sealingKey = (keyMaterial: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', keyMaterial, '', `credstream seal v${version}`, 32));

/**
 * Encrypts and binds to `context` (what it is for and whose it is, not kept in the result). Version byte,
 * 96-bit random nonce, 128-bit tag, AES-256-GCM ciphertext; the key is HKDF-SHA256 of `keyMaterial`, which
 * must be hard to guess and, for random nonces, seal fewer than 2^32 times (NIST SP 800-38D §8.3).
 */
export const seal = (plaintext: Uint8Array, keyMaterial: Uint8Array, context: string): Buffer => {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(keyMaterial), nonce);
  cipher.setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ciphertext]);
};

/** The plaintext; undefined when key, context or any bit of `sealed` is not the one of `seal`. */
export const open = (sealed: Uint8Array, keyMaterial: Uint8Array, context: string): Buffer | undefined => {
  if (sealed.length < headerLength || sealed[0] !== version) return undefined;
  const nonce = sealed.subarray(1, 1 + nonceLength);
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(keyMaterial), nonce, {
    authTagLength: tagLength,
  });
  decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(1 + nonceLength, headerLength));
  const plaintext = decipher.update(sealed.subarray(headerLength));
  try {
    decipher.final();
  } catch {
    // The tag does not fit; OpenSSL has nothing more to say.
    return undefined;
  }
  return plaintext;
};
