// For the types of their events.
import '@credstream/domain-apikey';
import '@credstream/domain-credential';
import '@credstream/domain-identity';
import '@credstream/domain-registry';
import '@credstream/domain-registry-access';
import { Answer } from '@credstream/contracts';
import {
  type AuditCheckpoint,
  auditContract,
  AuditDayCounts,
  AuditEventView,
  type AuditFilters,
  type AuditSinkReply,
  AuditSinkView,
  CheckpointPublication,
  ConsistencyProof,
  type HistoryEvent,
  HistoryEventView,
  InclusionProof,
  type ListAuditEvents,
} from '@credstream/contracts/audit';
import {
  AuditSinkInvalid,
  AuditSinkNotFound,
  AuditSinkTooMany,
  AuditSinkUnreachable,
} from '@credstream/domain-audit';
import {
  AuditEntryNotFound,
  AuditEntryRemoved,
  AuditHistoryNotFound,
  AuditLogDiverged,
} from '@credstream/domain-audit';
import { isEventType, NotPermitted, type RequestContext, RequestInvalid } from '@credstream/domain-kernel';
import { writeTlogProof } from '@credstream/transparency';
import { exportParts, shownEntry, tailParts } from '../audit/audit-parts.js';
import { TooManyStreams } from '../audit/long-answer.errors.js';
import { RawAnswer } from '../http/raw-answer.js';
import { pageOf, wholeListOf } from './page.js';
import { resource } from './resource.js';
import { get, post, remove } from './route.js';

/** A type that no event has would be answered with nothing, as if nothing had happened. */
const checked = <Query extends AuditFilters>(query: Query): Query => {
  const { type } = query;
  if (type === undefined || isEventType(type)) return query;
  const message = 'type is not a type of event, such as ApiKeyRevoked';
  throw new RequestInvalid(message, { errors: [{ path: 'type', rule: 'type', message }] });
};

const personOf = ({ actor }: RequestContext): string => ('userId' in actor ? actor.userId : actor.kind);

const text = (body: string, type = 'text/plain; charset=utf-8') =>
  new RawAnswer(Buffer.from(body), { 'content-type': type, 'cache-control': 'no-store' });

const exportTypes = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8; header=present',
} as const;

class PublicKeyRotation {
  @Answer({ description: 'The key that signs from now on: <name>+<hash>+<base64>' }) publicKey!: string;
  @Answer({
    description: 'The notes by which each key handed over to the next, which both signed',
    list: true,
  })
  rotations!: string[];
}

const proofRefusals = [NotPermitted, AuditLogDiverged];

const sink = { answer: AuditSinkView, show: ({ sink: shown }: AuditSinkReply) => shown };

export const AuditRoutes = resource('Audit', 'api/v1/audit', {
  listAuditEvents: get('events', auditContract.list, {
    ...pageOf('AuditEventList', AuditEventView, shownEntry),
    message: (query: ListAuditEvents) => checked(query),
    summary: 'List audit events',
    description: 'Newest first.',
  }),
  countAuditEvents: get('counts', auditContract.counts, {
    ...wholeListOf('AuditCountItems', AuditDayCounts),
    summary: 'Count what happened, day by day',
    description:
      'Days in UTC, the first one first, at most 400; those on which nothing happened have zeros. Counted as events arrive.',
  }),
  tailAuditEvents: get('events/stream', auditContract.tail, {
    produces: ['text/event-stream'],
    resumable: true,
    message: checked,
    show: (first, { message, parts, context }) =>
      new RawAnswer(
        parts.longAnswers.open(personOf(context), (signal) =>
          tailParts(parts.services, message, context, first, signal),
        ),
        { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
      ),
    unversioned: true,
    summary: 'Follow audit events as they are recorded',
    description:
      'Server-sent events, each with an entry as JSON. `Last-Event-ID` goes on where a connection ended.',
    refuses: [TooManyStreams],
  }),
  exportAuditEvents: get('export', auditContract.export, {
    produces: ['application/x-ndjson', 'text/csv'],
    message: checked,
    show: (first, { message, parts, context }) =>
      new RawAnswer(
        parts.longAnswers.open(personOf(context), () => exportParts(parts.services, message, context, first)),
        {
          'content-type': exportTypes[message.format === 'csv' ? 'csv' : 'ndjson'],
          'cache-control': 'no-store',
          'content-disposition': `attachment; filename="audit.${message.format ?? 'ndjson'}"`,
        },
      ),
    unversioned: true,
    summary: 'Export audit events',
    description:
      'Newest first, without a limit. Each line of `ndjson` has a proof, and the last line is signed: `credstream audit verify` checks the file. In `csv` a text that begins like a formula has an apostrophe before it.',
    refuses: [...proofRefusals, TooManyStreams],
  }),
  getAuditCheckpoint: get('checkpoint', auditContract.checkpoint, {
    produces: ['text/plain'],
    show: ({ checkpoint }: AuditCheckpoint) => text(checkpoint),
    unversioned: true,
    summary: 'Get the newest signed checkpoint of the log',
    description: 'A note as in c2sp.org/tlog-checkpoint.',
    refuses: [AuditLogDiverged],
  }),
  listCheckpointPublications: get('checkpoint/publications', auditContract.publications, {
    ...wholeListOf('CheckpointPublicationItems', CheckpointPublication),
    summary: 'List where checkpoints are published outside of the log, and how that went',
  }),
  getAuditPublicKey: get('public-key', auditContract.checkpoint, {
    produces: ['text/plain'],
    show: ({ publicKey }: AuditCheckpoint) => text(`${publicKey}\n`),
    unversioned: true,
    summary: 'Get the public key of the log',
    description: 'One line: `<name>+<hash>+<base64>`, as in c2sp.org/signed-note.',
    refuses: [AuditLogDiverged],
  }),
  rotateAuditKey: post('public-key/rotate', auditContract.rotateKey, {
    answer: PublicKeyRotation,
    show: ({ publicKey, rotations }: AuditCheckpoint) => ({ publicKey, rotations }),
    unversioned: true,
    summary: 'Let the log sign with its next key',
    description: 'The key before and the next one sign a note about it.',
    refuses: proofRefusals,
  }),
  proveAuditEvent: get('proofs/inclusion', auditContract.proveInclusion, {
    answer: InclusionProof,
    show: (proof: InclusionProof) => proof,
    unversioned: true,
    summary: 'Prove that an entry is in the log',
    description: 'Against the newest checkpoint, which has been published.',
    refuses: [AuditEntryNotFound, AuditEntryRemoved, ...proofRefusals],
  }),
  proveAuditEventAsText: get('proofs/inclusion/text', auditContract.proveInclusion, {
    produces: ['text/plain'],
    show: ({ leafIndex: index, path, checkpoint }: InclusionProof) =>
      text(writeTlogProof({ index, path: path.map((hash) => Buffer.from(hash, 'base64')), checkpoint })),
    unversioned: true,
    summary: 'Prove that an entry is in the log, as text',
    description: 'As in c2sp.org/tlog-proof.',
    refuses: [AuditEntryNotFound, AuditEntryRemoved, ...proofRefusals],
  }),
  proveAuditConsistency: get('proofs/consistency', auditContract.proveConsistency, {
    answer: ConsistencyProof,
    show: (proof: ConsistencyProof) => proof,
    unversioned: true,
    summary: 'Prove that the log has only grown between two checkpoints',
    refuses: proofRefusals,
  }),
  createAuditSink: post('sinks', auditContract.createSink, {
    ...sink,
    location: ({ sink: { id } }) => `/api/v1/audit/sinks/${id}`,
    summary: 'Send audit entries to a file, by syslog or to an HTTP collector',
    description:
      'In the order of the log, each entry at least once. A receiver that stalls holds up nobody else.',
    refuses: [AuditSinkInvalid, AuditSinkUnreachable, AuditSinkTooMany],
  }),
  listAuditSinks: get('sinks', auditContract.listSinks, {
    ...wholeListOf('AuditSinkItems', AuditSinkView),
    summary: 'List where audit entries are sent, and how far that is',
  }),
  getAuditSink: get('sinks/:id', auditContract.getSink, {
    ...sink,
    summary: 'Get a sink',
    refuses: [AuditSinkNotFound],
  }),
  deleteAuditSink: remove('sinks/:id', auditContract.deleteSink, {
    summary: 'Send no more audit entries there',
    refuses: [AuditSinkNotFound],
  }),
});

class ThingHistoryView {
  @Answer({ list: true, of: () => HistoryEventView }) events!: HistoryEventView[];
  @Answer({
    of: () => Number,
    description: 'Older events that are left out, as the answer would be too large',
  })
  omitted!: number;
  @Answer({ optional: true, of: () => Object, description: 'Absent for streams that only list facts' })
  state?: object;
}

const shownHistoryEvent = ({ data, ...event }: HistoryEvent): object => ({
  ...event,
  data: JSON.parse(data) as object,
});

export const HistoryRoutes = resource('Audit', 'api/v1/history', {
  getHistory: get(':stream', auditContract.history, {
    answer: ThingHistoryView,
    show: ({ events, omitted, state }) => ({
      events: events.map(shownHistoryEvent),
      omitted,
      ...(state !== undefined && { state: JSON.parse(state) as object }),
    }),
    unversioned: true,
    summary: 'Get what happened to one thing, and its state',
    description:
      'At a revision, at an instant, or now. The state comes from the rules that serve the present; nothing that is secret is in it.',
    refuses: [AuditHistoryNotFound, AuditEntryRemoved, NotPermitted],
  }),
});
