export {
  registries,
  registryNameId,
  registryNames,
  registryServiceId,
  registryServices,
} from './registry.aggregate.js';
export type { RegistryNameEvent, RegistryServiceEvent } from './registry.aggregate.js';
export { tokenModes } from './registry.events.js';
export type { ProjectPlace, RegistryEvent, RegistrySettings, TokenMode } from './registry.events.js';
export type { RegistryCommand, RegistryCommandData } from './registry.commands.js';
export type { PresentRegistry, Registry } from './registry.decider.js';
export { maxAnonymousPatterns, maxProjectPlaces, maxRegistryIpRanges } from './registry.rules.js';
export { isRepositoryName, isRepositoryPattern, patternWarning } from './repository-name.js';
export { placeOf } from './registry-place.js';
export { registryTokens } from './token.aggregate.js';
export { hashSchemes, scopeTypes, tokenKinds } from './token.events.js';
export type { HashedSecret, HashScheme, TokenEvent, TokenKind, TokenScope } from './token.events.js';
export type { TokenCommand, TokenCommandData, WantedScope } from './token.commands.js';
export { isPresentToken } from './token.decider.js';
export type { DeletedToken, PresentToken, RegistryToken, TokenSecret } from './token.decider.js';
export {
  checkRobotPassword,
  checkScope,
  defaultRobotDays,
  isSameScope,
  maxTokenOverlapDays,
  maxTokenScopes,
} from './token.rules.js';
export {
  comparableUsername,
  dashedUsername,
  robotPrefix,
  robotUsername,
  tokenNameId,
  tokenNames,
} from './token-name.js';
export type { TokenNameEvent } from './token-name.js';
export { checkCliSecret, cliSecrets } from './cli-secret.decider.js';
export type { CliSecret, CliSecretCommand, PresentCliSecret } from './cli-secret.decider.js';
export type { CliSecretEvent } from './cli-secret.events.js';
export {
  admitsAddress,
  cliRefusal,
  isIdle,
  isKnownAt,
  openSecrets,
  tokenRefusal,
  wrongSecret,
} from './holder.js';
export type { CliAttempt, Refused, RefusalReason, TokenAttempt } from './holder.js';
export { guessDelay, guessedWrong, guessesForgottenAfterMs } from './guesses.js';
export type { Guesses } from './guesses.js';
export {
  isTimely,
  maxNoticesPerMinute,
  noticeActions,
  bucketBefore,
  noticeBucket,
  registryNotices,
  RegistryNoticesTooMany,
} from './registry-notices.js';
export type { NoticeAction, RegistryNotice, RegistryNoticesEvent } from './registry-notices.js';
export { mostImported, readImport } from './token-import.js';
export type { ImportedToken } from './token-import.js';
export { dockerLogin, shellWord } from './login-line.js';
export { tokenRefusalsSchema, tokenRefusalsStream } from './token-refusals.events.js';
export type { RecordedRefusal, TokenRefusalsEvent } from './token-refusals.events.js';
export { tokenEventSchemas } from './event-schemas.js';
export {
  RegistryAlreadyExists,
  RegistryAnonymousPullInvalid,
  RegistryHostnameInvalid,
  RegistryIpAllowListInvalid,
  RegistryNameInvalid,
  RegistryNameTaken,
  RegistryNotFound,
  RegistryProjectsInvalid,
  RegistryScopeInvalid,
  RegistryServiceInvalid,
  RegistryServiceTaken,
  RegistryTooMany,
} from './registry.errors.js';
export {
  RobotNameInvalid,
  TokenAlreadyExists,
  TokenDurationInvalid,
  TokenExpiryInvalid,
  TokenExpiryTooNear,
  TokenImportInvalid,
  TokenNameInvalid,
  TokenNameTaken,
  TokenNotFound,
  TokenOverlapInvalid,
  TokenPasswordInvalid,
  TokenProjectInvalid,
  TokenPushWithoutPull,
  TokenRotationInProgress,
  TokenScopeNotFound,
  TokenScopesInvalid,
  TokenTooMany,
  TokenTooManyScopes,
} from './token.errors.js';
export { CliSecretInvalid, CliSecretNotFound, CliSecretNotOnboarded } from './cli-secret.errors.js';
