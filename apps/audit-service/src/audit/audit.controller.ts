import { auditContract } from '@credstream/contracts/audit';
import { answering } from '@credstream/service-kit';
import { History } from '../history/history.js';
import { Proofs } from '../tree/proofs.js';
import { AuditExport } from './audit-export.js';
import { AuditQueries } from './audit.queries.js';

/** What audit-service answers, and by what. */
export const AuditController = answering(
  auditContract,
  [AuditQueries, AuditExport, Proofs, History],
  (queries, exports, proofs, history) => ({
    list: (message, context) => queries.list(message, context),
    tail: (message, context) => queries.tail(message, context),
    export: (message, context) => exports.page(message, context),
    checkpoint: () => proofs.checkpoint(),
    rotateKey: (_message, context) => proofs.rotateKey(context),
    proveInclusion: (message, context) => proofs.inclusion(message, context),
    proveConsistency: (message, context) => proofs.consistency(message, context),
    history: (message, context) => history.of(message, context),
  }),
);
