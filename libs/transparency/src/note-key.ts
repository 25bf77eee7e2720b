import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** The byte for Ed25519 in c2sp.org/signed-note. */
const ed25519 = Buffer.of(1);

/** What a DER key of Ed25519 begins with: 32 bytes follow (RFC 8410). */
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const keyBytes = 32;

/** By which signatures of notes are checked. `id` is the first 4 bytes of a hash: it names the key, and proves nothing. */
export type NoteVerifier = Readonly<{ name: string; id: string; publicKey: KeyObject; text: string }>;

/** By which notes are signed. */
export type NoteSigner = Readonly<{ verifier: NoteVerifier; privateKey: KeyObject }>;

/** No text between plus signs that is a key of this kind. */
export class NoteKeyMalformed extends Error {}

const isName = (name: string): boolean => name !== '' && !/[\s+\p{Cc}\p{Zs}\p{Zl}\p{Zp}]/u.test(name);

const idOf = (name: string, key: Uint8Array): string =>
  createHash('sha256').update(`${name}\n`).update(ed25519).update(key).digest('hex').slice(0, 8);

const verifierOf = (name: string, key: Buffer): NoteVerifier => {
  const id = idOf(name, key);
  return {
    ...{ name, id },
    publicKey: createPublicKey({ key: Buffer.concat([publicPrefix, key]), format: 'der', type: 'spki' }),
    text: `${name}+${id}+${Buffer.concat([ed25519, key]).toString('base64')}`,
  };
};

/** A key of 32 random bytes. @throws NoteKeyMalformed for a name with spaces or a plus */
export const noteSigner = (name: string, seed: Uint8Array): NoteSigner => {
  if (!isName(name) || seed.length !== keyBytes) throw new NoteKeyMalformed('A key has a name and 32 bytes');
  const der = Buffer.concat([privatePrefix, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return { verifier: verifierOf(name, spki.subarray(publicPrefix.length)), privateKey };
};

/** Reads `<name>+<id>+<base64>`. @throws NoteKeyMalformed */
export const readVerifier = (text: string): NoteVerifier => {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const key = Buffer.from(encoded, 'base64');
  const isWhole = key.length === keyBytes + 1 && key[0] === 1 && key.toString('base64') === encoded;
  if (!isName(name) || !isWhole || idOf(name, key.subarray(1)) !== id) {
    throw new NoteKeyMalformed(
      'The key is not of the form <name>+<8 hexadecimal digits>+<base64>, or damaged',
    );
  }
  return verifierOf(name, key.subarray(1));
};
