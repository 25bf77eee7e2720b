export { apiKeyStream } from './apikey.events.js';
export type { ApiKeyEvent, ApiKeyEventOf, RateLimit } from './apikey.events.js';
export type { ApiKeyCommand, ApiKeyCommandData, ApiKeyPolicy } from './apikey.commands.js';
export { apiKeyDecider } from './apikey.decider.js';
export type { ApiKey, PresentApiKey } from './apikey.decider.js';
export { apiKeySchema } from './apikey.schema.js';
export { checkImport, maxIpRanges, maxOverlapDays } from './apikey.rules.js';
export { secretsAfterFirstUse, secretsAfterRotation } from './apikey-secrets.js';
export type { ApiKeySecret } from './apikey-secrets.js';
export { apiKeyNameStream } from './apikey-name.events.js';
export type { ApiKeyNameEvent } from './apikey-name.events.js';
export { apiKeyNameDecider, apiKeyNameSchema } from './apikey-name.decider.js';
export type { ApiKeyNameCommand } from './apikey-name.decider.js';
export { apiKeyAdmissionStream } from './apikey-admission.events.js';
export type { Admission, ApiKeyAdmissionEvent } from './apikey-admission.events.js';
export {
  apiKeyAdmissionDecider,
  apiKeyAdmissionSchema,
  mustCount,
  recentlyAdmitted,
} from './apikey-admission.decider.js';
export type { ApiKeyAdmissionCommand, ApiKeyAdmissions, KeyCount } from './apikey-admission.decider.js';
export { deletionAdvice } from './deletion-advice.js';
export type { DeletionAdvice, KeyLife } from './deletion-advice.js';
export { keyUsageDecider, keyUsageSchema, keyUsageStream, secretIdOf } from './key-usage.decider.js';
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
  webhookDeliveryStream,
  webhookIdOf,
  webhookPrefixes,
  webhookStream,
  webhookTestType,
  webhookTypes,
} from './webhook.events.js';
export type {
  WebhookDeliveryEvent,
  WebhookEvent,
  WebhookMessageType,
  WebhookType,
} from './webhook.events.js';
export { webhookDecider, webhookSchema } from './webhook.decider.js';
export type { ActiveWebhook, Webhook, WebhookCommand } from './webhook.decider.js';
export {
  webhookDeliveryDecider,
  webhookDeliverySchema,
  withDeliveryEvent,
} from './webhook-delivery.decider.js';
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
