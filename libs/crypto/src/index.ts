export {
  createKey,
  hint,
  keyKinds,
  keyPattern,
  parseKey,
  type KeyKind,
  type SecretKey,
} from './secret-key.js';
export { maskKeys, maskKeysIn } from './mask-keys.js';
export { findKeys, type FoundKey } from './find-keys.js';
export { importedKey, sha256Of } from './imported-key.js';
export { derivedId, derivedUuid } from './derive-id.js';
export { hashSecret, sameHash } from './hash-secret.js';
export { verifyBcrypt, verifyHarborSecret } from './foreign-hash.js';
export { hashPassword, verifyPassword } from './password.js';
export { provideKeys, rotateKeys, RotationRefused } from './keys/installation-keys.js';
export type { KeyPlan, PartPlan, Provisioned, Rotation } from './keys/installation-keys.js';
export { PartKeys } from './keys/part-keys.js';
export type { KeySnapshot, KeyWatcher, SecretCheck } from './keys/part-keys.js';
export {
  createPrivateFile,
  KeyFileRefused,
  makePrivateFolder,
  readPrivateFile,
  removePrivateFile,
  requirePrivateFolder,
  writePrivateFile,
} from './keys/private-files.js';
export { createSigningKey, type SigningKey } from './signing-key.js';
export {
  TokenRefused,
  signToken,
  verifyToken,
  type ExpectedToken,
  type TokenClaims,
  type TokenRefusal,
  type TokenToSign,
} from './jwt.js';
export { open, seal } from './seal.js';
export { readCursor, signCursor } from './signed-cursor.js';
export { bodyHash, canonicalJson, type JsonValue } from './canonical-json.js';
export { EnvelopeRefused, SealedChannel } from './bus/envelope.js';
export type { EnvelopeRefusal, Opened } from './bus/envelope.js';
export { Once } from './bus/once.js';
export { NewsReader, signNews } from './bus/signed-news.js';
