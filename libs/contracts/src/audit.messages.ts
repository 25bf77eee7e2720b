import { Answer, Instant, Text } from './fields.js';
import { actorKinds } from './values.js';
import { PageRequest } from './paging.messages.js';

export class ListAuditEvents extends PageRequest {
  @Text({ optional: true, description: 'A user id, username, key id, or system:<service>' }) actor?: string;
  @Text({ optional: true, description: 'A stream, apikey-4hG… for instance' }) subject?: string;
  @Text({ optional: true, description: 'An event type: ApiKeyRevoked, for instance' }) type?: string;
  @Text({ optional: true }) account?: string;
  @Text({ optional: true }) correlationId?: string;
  @Instant({ optional: true, description: 'At or after this time' }) from?: string;
  @Instant({ optional: true, description: 'Before this time' }) to?: string;
  @Text({ optional: true, description: 'Part of a summary: names, for instance' }) q?: string;
}

export class AuditActor {
  @Answer({ oneOf: actorKinds }) kind!: string;
  @Answer({ optional: true }) userId?: string;
  @Answer({ optional: true }) username?: string;
  @Answer({ optional: true }) account?: string;
  @Answer({ optional: true }) keyId?: string;
  @Answer({ optional: true }) service?: string;
}

/** An entry as it crosses the bus; `data` is the event's data as JSON text. */
export type AuditEntry = Readonly<{
  id: string;
  position: string;
  stream: string;
  revision: number;
  type: string;
  time: string;
  actor: AuditActor;
  account?: string;
  ip?: string;
  userAgent?: string;
  correlationId: string;
  causationId: string;
  summary: string;
  data: string;
}>;
export type AuditPage = Readonly<{ items?: readonly AuditEntry[]; nextCursor?: string }>;

/** An entry as the gateway shows it. */
export class AuditEventView {
  @Answer() id!: string;
  @Answer({ description: 'Where it lies in the log; decimal text' }) position!: string;
  @Answer() stream!: string;
  @Answer({ of: () => Number }) revision!: number;
  @Answer() type!: string;
  @Instant() time!: string;
  @Answer({ of: () => AuditActor }) actor!: AuditActor;
  @Answer({ optional: true }) account?: string;
  @Answer({ optional: true }) ip?: string;
  @Answer({ optional: true }) userAgent?: string;
  @Answer() correlationId!: string;
  @Answer() causationId!: string;
  @Answer({ description: 'The event in words' }) summary!: string;
  @Answer({ of: () => Object }) data!: object;
}
