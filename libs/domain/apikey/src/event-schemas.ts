import { apiKeys } from './apikey.aggregate.js';
import { apiKeyAdmissions } from './apikey-admission.decider.js';
import { apiKeyNames } from './apikey-name.js';
import { keyUsages } from './key-usage.decider.js';
import { webhookDeliveries, webhooks } from './webhook.aggregate.js';

/** The schemas of everything that this context records, for who shows events of all kinds. */
export const apiKeyEventSchemas = [
  apiKeys,
  apiKeyNames,
  apiKeyAdmissions,
  keyUsages,
  webhooks,
  webhookDeliveries,
].map(({ schema }) => schema);
