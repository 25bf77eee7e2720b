import type { AllStreamSubscription, ResolvedEvent, StreamSubscription } from '@eventstore/db-client';

export type Seen =
  | Readonly<{ kind: 'confirmation' | 'caughtUp' | 'end' | 'close' }>
  | Readonly<{ kind: 'error'; error: Error }>
  | Readonly<{ kind: 'event'; resolved: ResolvedEvent }>;

/** A catch-up subscription with all it said so far, to wait for conditions on. */
export class Followed {
  readonly seen: Seen[] = [];
  private wake = () => {};

  constructor(private readonly subscription: StreamSubscription | AllStreamSubscription) {
    const record = (entry: Seen) => {
      this.seen.push(entry);
      this.wake();
    };
    for (const kind of ['confirmation', 'caughtUp', 'end', 'close'] as const) {
      (subscription as StreamSubscription).on(kind as 'caughtUp', () => record({ kind }));
    }
    (subscription as StreamSubscription).on('error', (error) => record({ kind: 'error', error }));
    (subscription as StreamSubscription).on('data', (resolved) => record({ kind: 'event', resolved }));
  }

  get resolved(): ResolvedEvent[] {
    return this.seen.flatMap((entry) => (entry.kind === 'event' ? [entry.resolved] : []));
  }

  get revisions(): number[] {
    return this.resolved.map(({ event }) => Number(event!.revision));
  }

  get ids(): string[] {
    return this.resolved.map(({ event }) => event!.id);
  }

  count(kind: Seen['kind']): number {
    return this.seen.filter((entry) => entry.kind === kind).length;
  }

  get error(): Error | undefined {
    return this.seen.flatMap((entry) => (entry.kind === 'error' ? [entry.error] : []))[0];
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  async untilEvents(count: number): Promise<void> {
    await this.until(() => this.count('event') >= count);
  }

  async untilCaughtUp(): Promise<void> {
    await this.until(() => this.count('caughtUp') > 0);
  }

  async stop(): Promise<void> {
    await this.subscription.unsubscribe();
  }
}
