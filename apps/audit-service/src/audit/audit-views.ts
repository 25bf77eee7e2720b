import { startProjection, type View } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type AuditDocument, auditLogProjection } from './audit-log.projection.js';

/** What this service keeps of the log: the entries. */
@Injectable()
export class AuditViews implements OnApplicationShutdown {
  readonly log: View<AuditDocument>;

  constructor(host: ServiceHost) {
    this.log = startProjection({ projection: auditLogProjection, ...host.projectionParts() });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.log.stop();
  }
}
