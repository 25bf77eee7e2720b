export type { Epoch, KeyProvider, WrappedKey } from './key-provider.js';
export { maxFields, maxVersions, openField, openFields, sealFields } from './field-cipher.js';
export type { VersionOfCredential } from './field-cipher.js';
export { DataKeys, defaultDataKeyLimits } from './data-keys.js';
export type { DataKeyLimits } from './data-keys.js';
export { alphabets, generateSecret, recipeErrors } from './generate-secret.js';
export type { SecretRecipe } from './generate-secret.js';
export { fingerprintKey, fingerprintOf } from './fingerprint.js';
export { FileKeyProvider } from './file/file-key-provider.js';
export { KeyRotation } from './rotation/key-rotation.js';
export type {
  MasterKeyStreams,
  RotationClock,
  RotationProgress,
  RotationRun,
  StoredDataKey,
} from './rotation/key-rotation.js';
export { defaultRotationPolicy, masterKeyHistory } from './rotation/master-key-facts.js';
export type { MasterKeyFact, RotationPolicy } from './rotation/master-key-facts.js';
export { MovedKeyProvider } from './moved-key-provider.js';
export { TransitKeyProvider } from './transit/transit-key-provider.js';
export type { TransitSettings } from './transit/transit-key-provider.js';
export type { TokenWatcher } from './transit/token-life.js';
export type { TransitServer } from './transit/transit-client.js';
