import { currentShapes, uniqueValueDecider } from '@credstream/domain-kernel';
import type { UniqueValueCommand } from '@credstream/domain-kernel';
import { ApiKeyNameTaken } from './apikey.errors.js';
import type { ApiKeyNameEvent } from './apikey-name.events.js';

/** `ReserveApiKeyName` and `ReleaseApiKeyName`. */
export type ApiKeyNameCommand = UniqueValueCommand<'ApiKeyName'>;

/** A name belongs to one key of a user; whoever comes second gets `apikey.name_taken`. */
export const apiKeyNameDecider = uniqueValueDecider('ApiKeyName', ApiKeyNameTaken);

export const apiKeyNameSchema = currentShapes<ApiKeyNameEvent>({
  ApiKeyNameReserved: true,
  ApiKeyNameReleased: true,
});
