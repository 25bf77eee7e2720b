import { randomUUID } from 'node:crypto';
import { derivedId } from '@credstream/crypto';
import type { Repeatable } from '@credstream/eventstore';

/** The base62 id of a thing that a request makes: the same one when the request is repeated, else a random one. */
export const newId = (length: number, repeatable?: Repeatable): string =>
  derivedId(repeatable?.requestId ?? randomUUID(), length);
