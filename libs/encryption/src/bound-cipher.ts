import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export const keyBytes = 32;

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + nonceBytes + tagBytes;

/** What a ciphertext is bound to: what it is for, and whose it is. */
export type Binding = readonly (string | number)[];

/** JSON keeps the parts apart, and lone surrogates, which UTF-8 would make equal. */
const additionalData = (binding: Binding): Buffer => Buffer.from(JSON.stringify(binding));

/** AES-256-GCM with a random nonce: version byte, 96-bit nonce, 128-bit tag, ciphertext. */
export const encryptBound = (key: Uint8Array, plaintext: Uint8Array, binding: Binding): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(additionalData(binding));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ciphertext]);
};

/** The plaintext; undefined when key, binding or any bit is not the one of `encryptBound`. */
export const decryptBound = (key: Uint8Array, sealed: Uint8Array, binding: Binding): Buffer | undefined => {
  if (sealed.length < headerBytes || sealed[0] !== version) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(additionalData(binding)).setAuthTag(sealed.subarray(1 + nonceBytes, headerBytes));
  const plaintext = decipher.update(sealed.subarray(headerBytes));
  try {
    decipher.final();
  } catch {
    // The tag does not fit; OpenSSL has nothing more to say.
    plaintext.fill(0);
    return undefined;
  }
  return plaintext;
};
