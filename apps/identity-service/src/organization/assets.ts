import { scopeContains } from '@credstream/domain-kernel';
import { type LiveView, startLiveView } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

/** Streams of things that live in a scope. Their first event names it; an event `…Deleted` ends them. */
const prefixes = ['credential-', 'registry-'];

/** Which things of other contexts live in which scope, as the log tells; in the memory of each copy. */
@Injectable()
export class Assets implements OnApplicationShutdown {
  private readonly scopeOf = new Map<string, string>();
  private readonly view: LiveView;

  constructor(private readonly host: ServiceHost) {
    this.view = startLiveView({
      prefixes,
      apply: ({ stream, type, data }) => {
        const { scope } = data as { scope?: unknown };
        if (type.endsWith('Deleted')) this.scopeOf.delete(stream);
        else if (type.endsWith('Created') && typeof scope === 'string') this.scopeOf.set(stream, scope);
      },
      ...host.projectionParts(),
    });
  }

  /** The streams of the things in this scope and below, as of now. */
  async within(scope: string): Promise<readonly string[]> {
    await this.view.waitFor(await this.host.store.head());
    return [...this.scopeOf].filter(([, place]) => scopeContains(scope, place)).map(([stream]) => stream);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.view.stop();
  }
}
