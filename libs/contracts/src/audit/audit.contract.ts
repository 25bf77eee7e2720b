import { call, contract } from '../contract.js';
import { Nothing } from '../paging.messages.js';
import {
  AuditCheckpoint,
  AuditExportPage,
  AuditPage,
  AuditTail,
  CheckpointPublications,
  ConsistencyProof,
  ExportAuditEvents,
  GetHistory,
  InclusionProof,
  ListAuditEvents,
  ProveConsistency,
  ProveInclusion,
  ReportAccessRefusals,
  TailAuditEvents,
  ThingHistory,
} from './audit.messages.js';
import { AuditCountsReply, CountAuditEvents } from './counts.messages.js';
import {
  AuditSinkList,
  AuditSinkReply,
  CreateAuditSink,
  GetAuditSink,
  ListAuditSinks,
} from './sink.messages.js';

const manager = { permission: 'organization.manage' } as const;
const reader = { permission: 'audit.read' } as const;

/** What audit-service answers. */
export const auditContract = contract('audit', 'Audit', {
  list: call(ListAuditEvents, AuditPage, reader),
  tail: call(TailAuditEvents, AuditTail, reader),
  counts: call(CountAuditEvents, AuditCountsReply, reader),
  export: call(ExportAuditEvents, AuditExportPage, reader),
  checkpoint: call(Nothing, AuditCheckpoint, 'signed_in'),
  publications: call(Nothing, CheckpointPublications, { permission: 'installation.manage' }),
  rotateKey: call(Nothing, AuditCheckpoint, { permission: 'installation.manage' }),
  proveInclusion: call(ProveInclusion, InclusionProof, reader),
  proveConsistency: call(ProveConsistency, ConsistencyProof, reader),
  reportRefusals: call(ReportAccessRefusals, Nothing, 'system'),
  createSink: call(CreateAuditSink, AuditSinkReply, manager),
  listSinks: call(ListAuditSinks, AuditSinkList, reader),
  getSink: call(GetAuditSink, AuditSinkReply, reader),
  deleteSink: call(GetAuditSink, AuditSinkReply, manager),
  history: call(GetHistory, ThingHistory, reader),
});
