import { valueStream } from '@credstream/domain-kernel';
import type { UniqueValueEvent } from '@credstream/domain-kernel';

/** Which of a user's keys bears a name; the holder is the key. */
export type ApiKeyNameEvent = UniqueValueEvent<'ApiKeyName'>;

/**
 * The stream of one name of one user: `apikeyname-<hash>`. Names are compared exactly, in Unicode NFC:
 * case and inner spaces count, but not in which of its ways a letter was typed.
 */
export const apiKeyNameStream = (userId: string, name: string): string =>
  valueStream('apikeyname', userId, name.normalize('NFC'));
