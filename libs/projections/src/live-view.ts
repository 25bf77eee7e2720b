import type { EventStore, RecordedEvent } from '@credstream/eventstore';
import { ViewBehind } from '@credstream/domain-kernel';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunnerEvents } from './projection-runner.js';

export type LiveViewOptions = Readonly<{
  store: EventStore;
  prefixes: readonly string[];
  /** Takes one event into the view's own memory; called in log order, each event once. */
  apply: (event: RecordedEvent) => void;
}> &
  RunnerEvents;

/** A view in a service's own memory, fed by the log in every copy. */
export type LiveView = Readonly<{
  /** Resolves once everything that was in the log at the start has been applied. */
  caughtUp: Promise<void>;
  /** Throws `ViewBehind` when the position is not reached in time (5 s). */
  waitFor: (position: bigint) => Promise<void>;
  stop: () => Promise<void>;
}>;

const waitMs = 5_000;
const pollMs = 5;

export const startLiveView = ({ store, prefixes, apply, onFailure, onOutage }: LiveViewOptions): LiveView => {
  const stopping = new AbortController();
  let reached = 0n;
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
      signal: stopping.signal,
      onReconnect: onOutage,
    })) {
      switch (message.kind) {
        case 'event':
          take(message.event);
          reached = message.event.position;
          break;
        case 'checkpoint':
          reached = message.position;
          break;
        case 'caught_up':
          tellCaughtUp();
          break;
      }
    }
  };
  const running = run();

  return {
    caughtUp,
    waitFor: async (wanted) => {
      const deadline = Date.now() + waitMs;
      while (reached < wanted && (await store.hasEventsBetween(prefixes, reached, wanted))) {
        if (Date.now() > deadline) throw new ViewBehind();
        await delay(pollMs);
      }
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
