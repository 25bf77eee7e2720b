import { Directory, directoryPrefixes } from '@credstream/contracts';
import { type LiveView, startLiveView, startProjection, type View } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type UserDocument, userListProjection } from './user/user-list.projection.js';

/** What this service keeps of the log: the list of users in its database, who may do what in its memory. */
@Injectable()
export class IdentityViews implements OnApplicationShutdown {
  readonly users: View<UserDocument>;
  readonly directory = new Directory();
  readonly directoryView: LiveView;

  constructor(host: ServiceHost) {
    this.users = startProjection({ projection: userListProjection, ...host.projectionParts() });
    this.directoryView = startLiveView({
      prefixes: directoryPrefixes,
      apply: (event) => this.directory.apply(event),
      ...host.projectionParts(),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.users.stop(), this.directoryView.stop()]);
  }
}
