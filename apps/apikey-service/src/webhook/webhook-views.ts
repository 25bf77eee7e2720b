import type { View } from '@credstream/projections';
import { ServiceViews } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import {
  webhookDeliveriesProjection,
  type WebhookDeliveryDocument,
} from './webhook-deliveries.projection.js';

/** What is shown of deliveries. */
@Injectable()
export class WebhookViews {
  readonly deliveries: View<WebhookDeliveryDocument>;

  constructor(views: ServiceViews) {
    this.deliveries = views.start(webhookDeliveriesProjection);
  }
}
