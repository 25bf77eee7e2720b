import { currentShapes } from '@credstream/domain-kernel';
import type { ApiKeyEvent } from './apikey.events.js';

/** The stored shapes of an API key's events; every one is still as it was first written. */
export const apiKeySchema = currentShapes<ApiKeyEvent>({
  ApiKeyCreated: { withheld: ['secretHash'], shown: ['hashScheme'] },
  ApiKeyDescribed: true,
  ApiKeyRotated: { withheld: ['secretHash'] },
  ApiKeyNewSecretUsed: true,
  ApiKeyOverlapEnded: true,
  ApiKeyExpiryWarned: true,
  ApiKeyLeakReported: true,
  ApiKeyRevoked: true,
  ApiKeyExpired: true,
  ApiKeyDeleted: true,
});
