import { auditContract } from '@credstream/contracts/audit';
import { answering } from '@credstream/service-kit';
import { AuditCounts } from '../counts/audit-counts.js';
import { History } from '../history/history.js';
import { AccessRefusals } from '../refusals/access-refusals.js';
import { Sinks } from '../sinks/sinks.js';
import { Proofs } from '../tree/proofs.js';
import { AuditQueries } from './audit.queries.js';
import { AuditExport } from './audit-export.js';

/** What audit-service answers, and by what. */
export const AuditController = answering(
  auditContract,
  [AuditQueries, AuditCounts, AuditExport, Proofs, History, AccessRefusals, Sinks],
  (queries, counts, exports, proofs, history, refusals, sinks) => ({
    list: (message, context) => queries.list(message, context),
    tail: (message, context) => queries.tail(message, context),
    counts: (message, context) => counts.byDay(message, context),
    export: (message, context) => exports.page(message, context),
    checkpoint: () => proofs.checkpoint(),
    publications: (_message, context) => proofs.publications(context),
    rotateKey: (_message, context) => proofs.rotateKey(context),
    proveInclusion: (message, context) => proofs.inclusion(message, context),
    proveConsistency: (message, context) => proofs.consistency(message, context),
    reportRefusals: (message, context) => refusals.record(message, context),
    createSink: (message, context) => sinks.create(message, context),
    listSinks: (message, context) => sinks.list(message, context),
    getSink: (message, context) => sinks.get(message, context),
    deleteSink: (message, context) => sinks.delete(message, context),
    history: (message, context) => history.of(message, context),
  }),
);
