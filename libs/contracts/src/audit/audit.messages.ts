import { OmitType } from '@nestjs/swagger';
import { Answer, Count, Flag, Instant, Nested, NestedList, OneOf, Text, TextList, Whole } from '../fields.js';
import { actorKinds, auditExportFormats, auditIncludes, checkpointPlaces } from '../values.js';

/** Which entries are asked for. */
export class AuditFilters {
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

export class ListAuditEvents extends AuditFilters {
  @Whole({ min: 1, max: 200, optional: true, description: 'How many at most; 50 when absent' })
  limit?: number;
  @Text({ optional: true, description: 'The nextCursor of the page before' }) cursor?: string;
}

export class TailAuditEvents extends AuditFilters {
  @Text({ optional: true, description: 'The position after which to go on; from now on when absent' })
  after?: string;
}

export class ExportAuditEvents extends AuditFilters {
  @OneOf(auditExportFormats, { optional: true, description: 'ndjson when absent' }) format?: string;
  @Text({ optional: true, description: 'The nextCursor of the part before' }) cursor?: string;
}

/** Why the newest attempts failed. */
export class DeliveryFailure {
  @Instant() at!: string;
  @Text() reason!: string;
  @Count({ description: 'Failed attempts in a row' }) attempts!: number;
}

export class RefusedAccess {
  @Text() userId!: string;
  @Text() username!: string;
  @Text({ optional: true }) keyId?: string;
  @Text({ description: 'What was asked for' }) request!: string;
  @Text({ description: 'The code of the refusal' }) code!: string;
  @Text({ optional: true }) ip?: string;
  @Text({ optional: true }) userAgent?: string;
  @Count() count!: number;
}

/** For the gateway alone: what users of an account were not permitted. A repeated report changes nothing. */
export class ReportAccessRefusals {
  @Text({ description: 'A UUID; it becomes the id of the entry' }) id!: string;
  @Text() account!: string;
  @Count() total!: number;
  @NestedList(RefusedAccess) refusals!: RefusedAccess[];
  @Instant() from!: string;
  @Instant() at!: string;
  @Text() reporter!: string;
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
  @Text({
    optional: true,
    description: 'With it the hash of ip and userAgent that the proved entry holds can be checked',
  })
  originSalt?: string;
  @Text() correlationId!: string;
  @Text() causationId!: string;
  @Text({ description: 'The event in words' }) summary!: string;
  @Flag({ description: 'Whether it belongs to the own records of Credstream' }) bookkeeping!: boolean;
  @Text({ optional: true, description: 'What the OWASP logging vocabulary calls it' }) owasp?: string;
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

export class AuditTail {
  @NestedList(AuditEntry) items!: readonly AuditEntry[];
  @Text({ description: 'The position from which to go on' }) reached!: string;
}

/** A part of an export: whole lines of text. */
export class AuditExportPage {
  @Text() text!: string;
  @Text({ optional: true }) nextCursor?: string;
}

export class AuditCheckpoint {
  @Text({ description: 'The signed note (c2sp.org/tlog-checkpoint)' }) checkpoint!: string;
  @Count({ description: 'Entries in the tree' }) size!: number;
  @Text({ description: 'The root of the tree; base64' }) root!: string;
  @Text({ description: 'The key of the log: <name>+<hash>+<base64>' }) publicKey!: string;
  @TextList({ description: 'The notes by which each key handed over to the next' })
  rotations!: readonly string[];
}

/** How publishing went at one place outside of the log. */
export class CheckpointPublication {
  @OneOf(checkpointPlaces) kind!: string;
  @Text({ description: 'A path, or an address' }) place!: string;
  @Count({ optional: true, description: 'Entries of the checkpoint that is there' }) size?: number;
  @Instant({ optional: true }) publishedAt?: string;
  @Nested(DeliveryFailure, { optional: true, description: 'Absent once a checkpoint was published again' })
  lastFailure?: DeliveryFailure;
}

export class CheckpointPublications {
  @NestedList(CheckpointPublication) items!: readonly CheckpointPublication[];
}

export class ProveInclusion {
  @Text({ description: 'The id of an entry', example: '7f3c1e2a-5b64-4b0a-9f0e-0c5d2a9b1e77' })
  eventId!: string;
}

export class InclusionProof {
  @Text() eventId!: string;
  @Text({ description: 'The canonical text of the entry' }) entry!: string;
  @Text({ description: 'SHA-256 of 0x00 and the entry; base64' }) leafHash!: string;
  @Count({ description: 'Its place among all entries, from 0' }) leafIndex!: number;
  @Count({ description: 'The size of the tree of the checkpoint' }) treeSize!: number;
  @TextList({ description: 'The hashes beside the way to the root, the lowest first; base64' })
  path!: readonly string[];
  @Text({ description: 'The signed note' }) checkpoint!: string;
}

const largestTree = Number.MAX_SAFE_INTEGER;

export class ProveConsistency {
  @Whole({ min: 0, max: largestTree, optional: true, description: 'The smaller size; 0 when absent' })
  from?: number;
  @Whole({
    ...{ min: 0, max: largestTree, optional: true },
    description: 'The larger size; that of the newest checkpoint when absent',
  })
  to?: number;
}

export class ConsistencyProof {
  @Count() from!: number;
  @Count() to!: number;
  @TextList({ description: 'Hashes as in RFC 9162, section 2.1.4; base64' }) path!: readonly string[];
}

export class GetHistory {
  @Text({ description: 'A stream, apikey-4hG… for instance', example: 'organization-default' })
  stream!: string;
  @Whole({ min: 0, max: largestTree, optional: true, description: 'Up to this revision' })
  revision?: number;
  @Instant({ optional: true, description: 'Up to this instant' }) at?: string;
}

/** An event of a thing as it crosses the bus. */
export class HistoryEvent {
  @Text() id!: string;
  @Count() revision!: number;
  @Text() type!: string;
  @Instant() time!: string;
  @Nested(AuditActor) actor!: AuditActor;
  @Text({ description: "The event's data as JSON text" }) data!: string;
}

export class ThingHistory {
  @NestedList(HistoryEvent) events!: readonly HistoryEvent[];
  @Count({ description: 'Older events that are left out, as the answer would be too large' })
  omitted!: number;
  @Text({ optional: true, description: 'The state as JSON text; absent for streams that only list facts' })
  state?: string;
}

/** An event of a thing as the gateway shows it. */
export class HistoryEventView extends OmitType(HistoryEvent, ['data']) {
  @Answer({ of: () => Object }) data!: object;
}
