export { libtrustId, thumbprint } from './key-ids.js';
export {
  createRegistryKey,
  readRegistryCertificate,
  readRegistryKey,
  type RegistryCertificate,
  type RegistryKey,
} from './registry-key.js';
export {
  mintRegistryToken,
  registryTokenIssuer,
  tokenModes,
  type MintedToken,
  type RegistryTokenToMint,
  type TokenMode,
} from './registry-token.js';
export {
  trustBundle,
  trustConfig,
  trustKeySet,
  type NotificationTarget,
  type TrustConfigOptions,
} from './trust.js';
