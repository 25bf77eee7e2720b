import type { HealthReply } from '@credstream/contracts';
import {
  type FollowerParts,
  type Projection,
  startProjection,
  type View,
  type ViewDocument,
} from '@credstream/projections';

/** The read models of one copy of a service. */
export class ServiceViews {
  private readonly started = new Map<string, Pick<View<ViewDocument>, 'hasReached' | 'stop'>>();

  constructor(
    private readonly parts: FollowerParts,
    /** The position of the log when the service started. */
    private readonly startHead: bigint,
  ) {}

  start<D extends ViewDocument>(projection: Projection<D>): View<D> {
    const view = startProjection({ projection, ...this.parts });
    this.started.set(projection.name, view);
    return view;
  }

  /** Ready when each of them holds everything that was in the log when the service started. */
  async health(): Promise<HealthReply> {
    const asked = [...this.started].map(async ([name, view]) =>
      (await view.hasReached(this.startHead)) ? [] : [name],
    );
    const waitingFor = (await Promise.all(asked)).flat();
    return waitingFor.length === 0 ? { ready: true } : { ready: false, waitingFor };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.started.values()].map((view) => view.stop()));
  }
}
