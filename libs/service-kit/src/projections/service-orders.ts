import { ordersFor, projections } from '@credstream/domain-projections';
import { pastOf, type RecordedEvent } from '@credstream/eventstore';
import { type LiveView, type OrderSource, startLiveView } from '@credstream/projections';
import type { ServiceHost } from '../service-host.js';

type Host = Pick<ServiceHost, 'store' | 'projectionParts'>;

const stateOf = (recorded: readonly RecordedEvent[]) => pastOf(projections, recorded);

/** What operators ask of the projections of one service. The log says it, to every copy, and after every stop. */
export class ServiceOrders {
  private readonly listeners = new Set<() => void>();
  private readonly live: LiveView;

  private constructor(
    host: Host,
    readonly context: string,
    private readonly stream: string,
    private past: ReturnType<typeof stateOf>,
    after: bigint,
  ) {
    this.live = startLiveView({
      ...host.projectionParts(),
      prefixes: [stream],
      after,
      apply: (event) => this.take(event),
    });
  }

  /** `context` is that of the service. Throws `ServiceUnavailable`. */
  static async open(host: Host, context: string): Promise<ServiceOrders> {
    const stream = projections.streamOf(context);
    const after = await host.store.head();
    return new ServiceOrders(host, context, stream, stateOf(await host.store.read(stream)), after);
  }

  of(projection: string): OrderSource {
    return {
      current: () => ordersFor(this.past.state, projection),
      onChange: (listener) => {
        this.listeners.add(listener);
        return () => void this.listeners.delete(listener);
      },
    };
  }

  /** Resolves when this copy knows what was recorded up to a position. Throws `ViewBehind`. */
  waitFor(position: bigint): Promise<void> {
    return this.live.waitFor(position);
  }

  stop(): Promise<void> {
    return this.live.stop();
  }

  private take(event: RecordedEvent): void {
    if (event.stream !== this.stream || event.revision <= this.past.revision) return;
    this.past = stateOf([...this.past.recorded, event]);
    for (const listener of this.listeners) listener();
  }
}
