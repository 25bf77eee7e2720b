import { startProjection, type View } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type ApiKeyDocument, apiKeyListProjection } from './apikey-list.projection.js';

/** What this service keeps of the log: the list of keys. */
@Injectable()
export class ApiKeyViews implements OnApplicationShutdown {
  readonly list: View<ApiKeyDocument>;

  constructor(host: ServiceHost) {
    this.list = startProjection({ projection: apiKeyListProjection, ...host.projectionParts() });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.list.stop();
  }
}
