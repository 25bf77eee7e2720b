import { createHash, type JsonWebKey, type KeyObject } from 'node:crypto';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 §6 without padding, of a whole number of five-byte groups. */
const toBase32 = (bytes: Uint8Array): string => {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += base32[(held >>> (bits - 5)) & 0x1f];
    held &= (1 << bits) - 1;
  }
  return text;
};

const libtrustBytes = 30;

/** As registries of version 2 name a key: 30 bytes of SHA-256 of its DER form, in twelve groups of four characters. */
export const libtrustId = (publicKey: KeyObject): string => {
  const hash = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
  return toBase32(hash.subarray(0, libtrustBytes)).replaceAll(/(.{4})(?=.)/g, '$1:');
};

const thumbprintMembers: Readonly<Record<string, readonly (keyof JsonWebKey)[]>> = {
  RSA: ['e', 'kty', 'n'],
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
};

/** RFC 7638 with SHA-256, as registries of version 3 name a key. */
export const thumbprint = (publicKey: KeyObject): string => {
  const jwk = publicKey.export({ format: 'jwk' });
  const members = thumbprintMembers[jwk.kty ?? ''] ?? [];
  const canonical = JSON.stringify(Object.fromEntries(members.map((name) => [name, jwk[name]])));
  return createHash('sha256').update(canonical).digest('base64url');
};
