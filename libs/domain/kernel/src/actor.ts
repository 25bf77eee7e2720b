import type { Permission } from './permissions.js';

/** What an API key was narrowed to: these permissions, this scope and below; absent = as far as its owner. */
export type Narrowing = Readonly<{ permissions?: readonly Permission[]; scope?: string }>;

/** Who does something. A service that acts by itself (expiry, clean-up) is `system`. */
export type Actor =
  | Readonly<{ kind: 'user'; userId: string; username: string; account: string }>
  | (Readonly<{ kind: 'apikey'; userId: string; username: string; account: string; keyId: string }> &
      Narrowing)
  | Readonly<{ kind: 'system'; service: string }>
  | Readonly<{ kind: 'anonymous' }>;

/** Who it is, in words for people. */
export const actorName = (actor: Actor): string => {
  switch (actor.kind) {
    case 'user':
      return actor.username;
    case 'apikey':
      return `${actor.username} (API key ${actor.keyId})`;
    case 'system':
      return actor.service;
    case 'anonymous':
      return 'someone not signed in';
  }
};

/** What travels with a request through every message into event metadata, logs and traces. */
export type RequestContext = Readonly<{
  actor: Actor;
  correlationId: string;
  /** The request or event that led to this; the correlation id itself for the first. */
  causationId: string;
  ip?: string;
  userAgent?: string;
  /** As the client sent it. Events derive from its hash, never from itself. */
  idempotencyKey?: string;
  /** Of the message between parts that brought the request; no other message has it. */
  messageId?: string;
  /** The revision that `If-Match` names. */
  expectedRevision?: number;
  /** The log position that a view must have reached before it answers. */
  minPosition?: string;
}>;
