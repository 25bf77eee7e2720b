import { OmitType } from '@nestjs/swagger';
import { Answer, Count, Flag, Instant, Nested, NestedList, OneOf, Text } from '../fields.js';
import { PageRequest } from '../paging.messages.js';
import { actorKinds, auditIncludes } from '../values.js';

export class ListAuditEvents extends PageRequest {
  @Text({ optional: true, description: 'A user id, username, key id, or system:<service>' }) actor?: string;
  @Text({ optional: true, description: 'A stream, apikey-4hG… for instance' }) subject?: string;
  @Text({ optional: true, description: 'An event type: ApiKeyRevoked, for instance' }) type?: string;
  @Text({ optional: true, description: '* for all accounts. When absent: all that you may read' })
  account?: string;
  @Text({ optional: true }) correlationId?: string;
  @Instant({ optional: true, description: 'At or after this time' }) from?: string;
  @Instant({ optional: true, description: 'Before this time' }) to?: string;
  @Text({ optional: true, description: 'Part of a summary: names, for instance' }) q?: string;
  @OneOf(auditIncludes, {
    optional: true,
    description: 'Also the events by which Credstream keeps its own records: reservations, usage, deliveries',
  })
  include?: string;
}

export class AuditActor {
  @OneOf(actorKinds) kind!: string;
  @Text({ optional: true }) userId?: string;
  @Text({ optional: true }) username?: string;
  @Text({ optional: true }) account?: string;
  @Text({ optional: true }) keyId?: string;
  @Text({ optional: true }) service?: string;
}

/** An entry as it crosses the bus. */
export class AuditEntry {
  @Text() id!: string;
  @Text({ description: 'Where it lies in the log; decimal text' }) position!: string;
  @Text() stream!: string;
  @Count() revision!: number;
  @Text() type!: string;
  @Instant() time!: string;
  @Nested(AuditActor) actor!: AuditActor;
  @Text({ optional: true }) account?: string;
  @Text({ optional: true }) ip?: string;
  @Text({ optional: true }) userAgent?: string;
  @Text() correlationId!: string;
  @Text() causationId!: string;
  @Text({ description: 'The event in words' }) summary!: string;
  @Flag({ description: 'Whether it belongs to the own records of Credstream' }) bookkeeping!: boolean;
  @Text({ description: "The event's data as JSON text" }) data!: string;
}

export class AuditPage {
  @NestedList(AuditEntry) items!: readonly AuditEntry[];
  @Text({ optional: true }) nextCursor?: string;
}

/** An entry as the gateway shows it. */
export class AuditEventView extends OmitType(AuditEntry, ['data']) {
  @Answer({ of: () => Object }) data!: object;
}
