import type { View } from '@credstream/projections';
import { ServiceViews } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { type ApiKeyDocument, apiKeyListProjection } from './apikey-list.projection.js';

/** What this service keeps of the log: the list of keys. */
@Injectable()
export class ApiKeyViews {
  readonly list: View<ApiKeyDocument>;

  constructor(views: ServiceViews) {
    this.list = views.start(apiKeyListProjection);
  }
}
