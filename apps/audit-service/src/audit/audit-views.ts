import type { View } from '@credstream/projections';
import { ServiceViews } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { type AuditDocument, auditLogProjection } from './audit-log.projection.js';

/** What this service keeps of the log: the entries. */
@Injectable()
export class AuditViews {
  readonly log: View<AuditDocument>;

  constructor(views: ServiceViews) {
    this.log = views.start(auditLogProjection());
  }
}
