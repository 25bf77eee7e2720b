import type { HealthReply } from '@credstream/contracts';
import { metrics } from '@credstream/metrics';
import {
  type FollowerParts,
  type OrderSource,
  type Projection,
  startProjection,
  type View,
  type ViewDocument,
} from '@credstream/projections';
import { NotReady, type ReadinessCheck, readinessOf } from './health.js';

/** A read model, whatever its documents are. */
export type StartedView = Omit<View<ViewDocument>, 'collection' | 'waitFor'>;

/** The read models of one copy of a service, and whether it is ready to serve. */
export class ServiceViews {
  private readonly started = new Map<string, StartedView>();
  /** When each was last seen to hold all of the log (steady clock). */
  private readonly levelAt = new Map<string, number>();

  constructor(
    private readonly parts: FollowerParts,
    /** The position of the log when the service started. */
    private readonly startHead: bigint,
    /** What the service needs besides its read models. */
    private readonly needs: readonly ReadinessCheck[] = [],
    private readonly onChange?: (name: string, cause?: unknown) => void,
    /** What operators ask of a projection. */
    private readonly ordersOf?: (projection: string) => OrderSource,
  ) {}

  start<D extends ViewDocument>(projection: Projection<D>): View<D> {
    const orders = this.ordersOf?.(projection.name);
    const view = startProjection({ projection, ...this.parts, ...(orders && { orders }) });
    this.started.set(projection.name, view);
    return view;
  }

  /** By their names. */
  get all(): ReadonlyMap<string, StartedView> {
    return this.started;
  }

  /** Ready when each view holds everything that was in the log when the service started, and nothing else is missing. */
  readonly health: () => Promise<HealthReply> = readinessOf(
    () => [...this.needs, ...this.checks()],
    (name, cause) => this.onChange?.(name, cause),
  );

  /** How long it is that each view was last seen to hold all of the log, and how many events it lacks. */
  async measureLag(head: bigint): Promise<void> {
    for (const [name, view] of this.started) {
      const now = performance.now();
      const isLevel = await view.hasReached(head);
      const levelAt = isLevel ? now : (this.levelAt.get(name) ?? now);
      this.levelAt.set(name, levelAt);
      const lag = isLevel ? 0 : (await view.status()).lag.events;
      metrics.projectionLagEvents.set({ projection: name }, lag);
      metrics.projectionLagSeconds.set({ projection: name }, (now - levelAt) / 1000);
    }
  }

  private checks(): readonly ReadinessCheck[] {
    return [...this.started].map(([name, view]) => ({
      name,
      ask: async () => {
        if (!(await view.hasReached(this.startHead))) throw new NotReady('is behind the log');
      },
    }));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.started.values()].map((view) => view.stop()));
  }
}
