export { apiKeys } from './apikey.aggregate.js';
export type { ApiKeyEvent, ApiKeyEventOf, RateLimit } from './apikey.events.js';
export type { ApiKeyCommand, ApiKeyCommandData, ApiKeyPolicy } from './apikey.commands.js';
export type { ApiKey, PresentApiKey } from './apikey.decider.js';
export { checkImport, maxIpRanges, maxOverlapDays } from './apikey.rules.js';
export type { ApiKeySecret } from './apikey-secrets.js';
export { apiKeyNameId, apiKeyNames } from './apikey-name.js';
export type { ApiKeyNameEvent } from './apikey-name.js';
export type { Admission, ApiKeyAdmissionEvent } from './apikey-admission.events.js';
export { apiKeyAdmissions, mustCount, recentlyAdmitted } from './apikey-admission.decider.js';
export type { ApiKeyAdmissionCommand, ApiKeyAdmissions, KeyCount } from './apikey-admission.decider.js';
export { apiKeyEventSchemas } from './event-schemas.js';
export { deletionAdvice } from './deletion-advice.js';
export type { DeletionAdvice, KeyLife } from './deletion-advice.js';
export { keyUsages, secretIdOf } from './key-usage.decider.js';
export type { KeyUsage, KeyUsageEvent, SecretUsage } from './key-usage.decider.js';
export { keyPermissionsAt } from './apikey-permissions.js';
export type { KeyReach } from './apikey-permissions.js';
export { verify } from './apikey-verification.js';
export type {
  VerificationAnswer,
  VerificationEntry,
  VerificationRefusal,
  VerificationRequest,
} from './apikey-verification.js';
export {
  ApiKeyAlreadyExists,
  ApiKeyDescriptionInvalid,
  ApiKeyExpiryInPast,
  ApiKeyExpiryInvalid,
  ApiKeyExpiryTooFar,
  ApiKeyImportInvalid,
  ApiKeyIpAllowListInvalid,
  ApiKeyNameInvalid,
  ApiKeyNameTaken,
  ApiKeyNotActive,
  ApiKeyNotFound,
  ApiKeyNotPermitted,
  ApiKeyOverlapInvalid,
  ApiKeyPermissionsInvalid,
  ApiKeyRateLimitInvalid,
  ApiKeyRateLimited,
  ApiKeyRotationInProgress,
  ApiKeyScopeInvalid,
  ApiKeySsoNotAllowed,
  ApiKeyTooMany,
  LeakReportUnsigned,
} from './apikey.errors.js';
export {
  deliveryKeptSeconds,
  isWebhookType,
  usualWebhookTypes,
  webhookTestType,
  webhookTypeOf,
  webhookTypes,
} from './webhook.events.js';
export type {
  WebhookDeliveryEvent,
  WebhookEvent,
  WebhookMessageType,
  WebhookType,
} from './webhook.events.js';
export { webhookDeliveries, webhookDeliveryId, webhookIdOf, webhooks } from './webhook.aggregate.js';
export type { ActiveWebhook, Webhook, WebhookCommand } from './webhook.decider.js';
export { withDeliveryEvent } from './webhook-delivery.decider.js';
export type { WebhookDelivery, WebhookDeliveryCommand } from './webhook-delivery.decider.js';
export {
  WebhookAlreadyExists,
  WebhookDeliveryNotFound,
  WebhookNotFound,
  WebhookTooMany,
  WebhookTypesInvalid,
  WebhookUrlInvalid,
  WebhookUrlUnreachable,
} from './webhook.errors.js';
