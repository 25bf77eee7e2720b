export { apiKeyContract } from './apikey.contract.js';
export {
  ApiKeyAdvice,
  ApiKeySecretUse,
  ApiKeyUsage,
  apiKeyFields,
  ApiKeyView,
  CreateApiKey,
  DeleteApiKey,
  DescribeApiKey,
  EndApiKeyOverlap,
  GetApiKey,
  ImportApiKey,
  KeyUse,
  ListApiKeys,
  LoadKeyEntry,
  RateLimit,
  ReportLeak,
  ReportUsage,
  RevokeApiKey,
  RotateApiKey,
  SecretUse,
  TakePermits,
  UseNewSecret,
} from './apikey.messages.js';
export {
  ApiKeyOffboardingReply,
  ApiKeyPage,
  ApiKeyReply,
  KeyEntryReply,
  LeakReply,
  PermitsReply,
  RevokedApiKey,
} from './apikey.messages.js';
export {
  CreateWebhook,
  GetWebhook,
  ListWebhookDeliveries,
  ListWebhooks,
  RedeliverWebhook,
  WebhookDeliveryView,
  WebhookView,
} from './webhook.messages.js';
export { WebhookDeliveryList, WebhookList, WebhookReply } from './webhook.messages.js';
export { keyFeedSubject } from './key-feed.js';
export type { KeyChange, KeyFeedMessage } from './key-feed.js';
export { ChangeWebhook, WebhookTypeView, WebhookTestReply, WebhookTypeList } from './webhook.messages.js';
