import { Directory, directoryPrefixes } from '@credstream/contracts';
import { type LiveView, startLiveView, startProjection, type View } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type AuditDocument, auditLogProjection } from './audit-log.projection.js';

/** What this service keeps of the log: the entries in its database, the users in its memory. */
@Injectable()
export class AuditViews implements OnApplicationShutdown {
  readonly log: View<AuditDocument>;
  readonly directory = new Directory();
  readonly directoryView: LiveView;

  constructor(host: ServiceHost) {
    this.log = startProjection({ projection: auditLogProjection, ...host.projectionParts() });
    this.directoryView = startLiveView({
      prefixes: directoryPrefixes,
      apply: (event) => this.directory.apply(event),
      ...host.projectionParts(),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.log.stop(), this.directoryView.stop()]);
  }
}
