export {
  AddTrustedIssuer,
  ExchangeWorkloadToken,
  FoundSecretReply,
  GetRegistryToken,
  IssuerClaim,
  RegistryAddress,
  RegistryTokenReply,
  ReportFoundSecret,
  RevokeRefreshToken,
  RotateSigningKey,
  SigningKeyAddress,
  SigningKeyList,
  SigningKeysReply,
  SigningKeyView,
  TrustedIssuerAddress,
  TrustedIssuerList,
  TrustedIssuerReply,
  TrustedIssuerView,
  TrustReply,
  WorkloadTokenReply,
} from './access.messages.js';
export { tokenFeedSubject } from './token-feed.js';
export type { TokenChange, TokenFeedMessage } from './token-feed.js';
export { tokenContract } from './token.contract.js';
export {
  CliSecretReply,
  CliSecretView,
  GetCliSecret,
  KnownToken,
  RevokedCliSecret,
  SetCliSecret,
  TokenOffboardingReply,
} from './cli-secret.messages.js';
export { ImportReply, ImportTokens, SkippedImport } from './import.messages.js';
export {
  ListRepositories,
  Notice,
  NotifyRegistry,
  NotifyReply,
  RepositoryPage,
  RepositoryView,
  TokenUsage,
  UseView,
} from './notice.messages.js';
export { RefusalList, RefusalView } from './refusal.messages.js';
export {
  ChangedProjects,
  ChangedTexts,
  ChangeRegistry,
  CreateRegistry,
  GetRegistry,
  ListRegistries,
  ProjectPlaceView,
  RegistryPage,
  RegistryReply,
  RegistryView,
} from './registry.messages.js';
export {
  AddTokenScope,
  ChangeToken,
  CreateToken,
  ListTokens,
  RemoveTokenScope,
  RevokeToken,
  RotateToken,
  TokenAddress,
  TokenPage,
  TokenReply,
  TokenScopeReply,
  TokenScopeView,
  TokenView,
  WantedScope,
} from './token.messages.js';
