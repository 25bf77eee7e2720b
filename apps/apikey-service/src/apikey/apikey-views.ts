import { Directory, directoryPrefixes } from '@credstream/contracts';
import { type LiveView, startLiveView, startProjection, type View } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type ApiKeyDocument, apiKeyListProjection } from './apikey-list.projection.js';

/** What this service keeps of the log: the list of keys in its database, the users in its memory. */
@Injectable()
export class ApiKeyViews implements OnApplicationShutdown {
  readonly list: View<ApiKeyDocument>;
  readonly directory = new Directory();
  readonly directoryView: LiveView;

  constructor(host: ServiceHost) {
    this.list = startProjection({ projection: apiKeyListProjection, ...host.projectionParts() });
    this.directoryView = startLiveView({
      prefixes: directoryPrefixes,
      apply: (event) => this.directory.apply(event),
      ...host.projectionParts(),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.list.stop(), this.directoryView.stop()]);
  }
}
