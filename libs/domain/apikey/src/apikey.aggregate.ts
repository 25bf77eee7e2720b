import { aggregate } from '@credstream/domain-kernel';
import { apiKeyDecider } from './apikey.decider.js';
import { apiKeySchema } from './apikey.schema.js';

/** API keys, each in the stream `apikey-<keyId>`. */
export const apiKeys = aggregate('apikey', apiKeyDecider, apiKeySchema);
