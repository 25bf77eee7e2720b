import type { View } from '@credstream/projections';
import { ServiceViews } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { auditCountsProjection, type CountsDocument } from '../counts/audit-counts.projection.js';
import {
  removedEntriesProjection,
  type RemovedEntryDocument,
} from '../retention/removed-entries.projection.js';
import { type AuditDocument, auditLogProjection } from './audit-log.projection.js';

/** What this service keeps of the log: the entries, which ones were removed, and how many happened of each kind and day. */
@Injectable()
export class AuditViews {
  readonly log: View<AuditDocument>;
  readonly counts: View<CountsDocument>;
  readonly removed: View<RemovedEntryDocument>;

  constructor(views: ServiceViews) {
    this.log = views.start(auditLogProjection());
    this.removed = views.start(removedEntriesProjection);
    this.counts = views.start(auditCountsProjection());
  }
}
