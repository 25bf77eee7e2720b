import { Directory, directoryPrefixes } from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { type LiveView, startLiveView } from '@credstream/projections';
import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { callerOf } from './handles.js';
import { ServiceHost } from './service-host.js';

/** The directory in the memory of one copy of a service, kept up to date by the log. */
@Injectable()
export class LiveDirectory extends Directory implements OnModuleInit, OnApplicationShutdown {
  private readonly view: LiveView;

  constructor(private readonly host: ServiceHost) {
    super();
    this.view = startLiveView({
      prefixes: directoryPrefixes,
      apply: (event) => this.apply(event),
      ...host.projectionParts(),
    });
  }

  async onModuleInit(): Promise<void> {
    await this.view.caughtUp;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.view.stop();
  }

  /** Throws `ViewBehind` when the position is not reached in time. */
  waitFor(position: bigint): Promise<void> {
    return this.view.waitFor(position);
  }

  /** Resolves when the position that a request names, and the person who makes it, are known here. */
  async catchUpWith({ actor, minPosition }: RequestContext): Promise<void> {
    if (minPosition !== undefined) await this.waitFor(BigInt(minPosition));
    if ('userId' in actor && !this.user(actor.userId)) await this.waitFor(await this.host.store.head());
  }
}

/** Before a request is answered: a user who was made a moment ago, by another service, is somebody here too. */
@Injectable()
export class CatchUpGuard implements CanActivate {
  constructor(private readonly directory: LiveDirectory) {}

  async canActivate(host: ExecutionContext): Promise<boolean> {
    await this.directory.catchUpWith(callerOf(host));
    return true;
  }
}
