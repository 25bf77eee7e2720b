import type { UniqueValueEvent } from '@credstream/domain-kernel';
import { uniqueValue, valueId } from '@credstream/domain-kernel';
import { ApiKeyNameTaken } from './apikey.errors.js';

/** Which of a user's keys bears a name; the holder is the key. */
export type ApiKeyNameEvent = UniqueValueEvent<'ApiKeyName'>;

/** A name belongs to one key of a user; whoever comes second gets `apikey.name_taken`. */
export const apiKeyNames = uniqueValue('ApiKeyName', ApiKeyNameTaken);

/**
 * The id of one name of one user. Names are compared exactly, in Unicode NFC: case and inner spaces count, but not in
 * which of its ways a letter was typed.
 */
export const apiKeyNameId = (userId: string, name: string): string => valueId(userId, name.normalize('NFC'));
