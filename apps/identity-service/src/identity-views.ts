import { startProjection, type View } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type UserDocument, userListProjection } from './user/user-list.projection.js';

/** What this service keeps of the log: the list of users. */
@Injectable()
export class IdentityViews implements OnApplicationShutdown {
  readonly users: View<UserDocument>;

  constructor(host: ServiceHost) {
    this.users = startProjection({ projection: userListProjection, ...host.projectionParts() });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.users.stop();
  }
}
