import { placeOf, type RecordedEvent } from '@credstream/eventstore';
import type { FollowerParts } from './log-follower.js';
import { type Progress, progressOf } from './progress.js';

export type LiveViewOptions = Pick<FollowerParts, 'store' | 'onFailure' | 'onOutage'> &
  Readonly<{
    prefixes: readonly string[];
    /** The position after which to begin; absent for the start of the log. */
    after?: bigint;
    /** Takes one event into the view's own memory; called in log order, each event once. */
    apply: (event: RecordedEvent) => void;
  }>;

/** A view in a service's own memory, fed by the log in every copy. */
export type LiveView = Progress &
  Readonly<{
    /** Resolves once everything that was in the log at the start has been applied. */
    caughtUp: Promise<void>;
    stop: () => Promise<void>;
  }>;

export const startLiveView = ({
  store,
  prefixes,
  after = 0n,
  apply,
  onFailure,
  onOutage,
}: LiveViewOptions): LiveView => {
  const stopping = new AbortController();
  let reached = placeOf(after);
  let tellCaughtUp: () => void = () => undefined;
  const caughtUp = new Promise<void>((resolve) => (tellCaughtUp = resolve));

  const take = (event: RecordedEvent): void => {
    try {
      apply(event);
    } catch (error) {
      onFailure(event, error);
    }
  };

  const run = async (): Promise<void> => {
    for await (const message of store.subscribe({
      prefixes,
      after,
      signal: stopping.signal,
      onReconnect: onOutage,
    })) {
      switch (message.kind) {
        case 'event':
          take(message.event);
          reached = message.at;
          break;
        case 'checkpoint':
          reached = message.at;
          break;
        case 'caught_up':
          tellCaughtUp();
          break;
      }
    }
  };
  const running = run();

  return {
    ...progressOf(store, prefixes, () => reached),
    caughtUp,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
