import { createHmac } from 'node:crypto';
import type { JWK } from 'jose';
import { KeyFileRefused } from './private-files.js';
import { keysOf, type Ring } from './ring.js';
import { isSealingJwk } from './sealing-key.js';

/** What one part lets the others know: the public halves of its keys. */
export type PublicKeys = Readonly<{ sealing: Ring<JWK>; signing?: Ring<JWK> }>;

/**
 * `keys.json`, the one file that says which of the files beside it are in use. It is replaced as a whole, so that a
 * running process sees the keys before a rotation or those after it.
 */
export type PartFile = Readonly<{
  format: 1;
  /** The same in every folder of one installation. */
  installation: string;
  part: string;
  rotatedAt: string;
  /** The public halves of the part's own keys; the private ones lie beside, each under its `kid`. */
  own: PublicKeys;
  /** Those of the other parts: nobody else's word is taken for theirs. */
  trusted: Readonly<Record<string, PublicKeys>>;
  /** The versions of each secret. */
  secrets: Readonly<Record<string, Ring<number>>>;
  /** By `<name>.<version>`: tells a wrong file from the right one, and nothing of what is in it. */
  checks: Readonly<Record<string, string>>;
}>;

/** The bytes of every secret. */
export const secretBytes = 32;

export const secretFile = (name: string, version: number): string => `${name}.${version}.secret`;
export const sealingFile = (kid: string): string => `sealing.${kid}.pem`;
export const signingFile = (kid: string): string => `signing.${kid}.pem`;

/** A statement about a secret that only who has it can make, and that does not give it away. */
export const checkOf = (secret: Uint8Array, name: string): string =>
  createHmac('sha256', secret).update(`credstream key check ${name}`).digest('hex');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRing = <K>(value: unknown, isKey: (key: unknown) => boolean): value is Ring<K> =>
  isObject(value) &&
  isKey(value['current']) &&
  (value['next'] === undefined || isKey(value['next'])) &&
  Array.isArray(value['retired']) &&
  value['retired'].every(
    (each) => isObject(each) && isKey(each['key']) && !Number.isNaN(Date.parse(String(each['retiredAt']))),
  );

const isSigningJwk = (key: unknown): boolean => {
  const jwk = key as JWK | undefined;
  return jwk?.kty === 'EC' && jwk.crv === 'P-256' && typeof jwk.kid === 'string' && jwk.d === undefined;
};

const isPublicKeys = (value: unknown): value is PublicKeys =>
  isObject(value) &&
  isRing(value['sealing'], (key) => isSealingJwk(key as JWK)) &&
  (value['signing'] === undefined || isRing(value['signing'], isSigningJwk));

const isVersion = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;

/** Throws `KeyFileRefused`. */
export const parsePartFile = (path: string, content: Buffer, part: string): PartFile => {
  const parsed = parseJson(path, content);
  if (!isObject(parsed) || parsed['format'] !== 1) {
    throw new KeyFileRefused(path, 'it is not a list of keys that this version of Credstream can read');
  }
  if (parsed['part'] !== part) {
    throw new KeyFileRefused(path, `it is the list of keys of ${String(parsed['part'])}, not of ${part}`);
  }
  const { own, trusted, secrets, checks } = parsed;
  const fits =
    typeof parsed['installation'] === 'string' &&
    typeof parsed['rotatedAt'] === 'string' &&
    isPublicKeys(own) &&
    isObject(trusted) &&
    Object.values(trusted).every(isPublicKeys) &&
    isObject(secrets) &&
    Object.values(secrets).every((ring) => isRing(ring, isVersion)) &&
    isObject(checks);
  if (!fits) throw new KeyFileRefused(path, 'it is damaged; restore it from a backup');
  return parsed as PartFile;
};

const parseJson = (path: string, content: Buffer): unknown => {
  try {
    return JSON.parse(content.toString());
  } catch (error) {
    throw new KeyFileRefused(path, 'it is not JSON; restore it from a backup', error);
  }
};

/** Every version of every secret of the part: its name, version and file. */
export const secretsOf = (
  secrets: PartFile['secrets'],
): readonly Readonly<{ name: string; version: number; file: string }>[] =>
  Object.entries(secrets).flatMap(([name, ring]) =>
    keysOf(ring).map((version) => ({ name, version, file: secretFile(name, version) })),
  );
