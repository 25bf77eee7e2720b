import { setTimeout as delay } from 'node:timers/promises';
import type { AllStreamSubscription, EventStoreDBClient } from '@eventstore/db-client';
import { START, streamNameFilter } from '@eventstore/db-client';
import type { SubscribeOptions } from './event-store.js';
import {
  type ClientEvent,
  coveredBy,
  type LogPosition,
  placeOf,
  type RecordedEvent,
} from './recorded-event.js';

/** What a subscription tells, in log order. */
export type LogMessage =
  | Readonly<{ kind: 'event'; event: RecordedEvent; at: LogPosition }>
  /** Nothing of interest lies up to this position. */
  | Readonly<{ kind: 'checkpoint'; position: bigint; at: LogPosition }>
  /** Everything that was in the log when the subscription was made has been told. May come again. */
  | Readonly<{ kind: 'caught_up' }>;

type Marker = Exclude<LogMessage, { kind: 'event' }>;
class Told {
  constructor(readonly marker: Marker) {}
}

const reconnectAfterMs = 200;

/** Positions are signed numbers of 64 bits. What some versions send beyond them (2^64-1) is no position. */
const positionsEnd = 2n ** 63n;

/** Where the server begins to read so that it goes on after this place. */
export const startOf = (after: LogPosition | undefined): LogPosition | typeof START =>
  after === undefined || after.commit === 0n ? START : after;

/**
 * The client tells of checkpoints and of having caught up beside its stream of events. Both are put into
 * the stream, so that the reader meets them in their place.
 */
const open = (
  client: EventStoreDBClient,
  prefixes: readonly string[],
  after: LogPosition | undefined,
): AllStreamSubscription => {
  const filter = streamNameFilter({
    ...(prefixes.length > 0 ? { prefixes: [...prefixes] } : { regex: '^[^$]' }),
    maxSearchWindow: 256,
    checkpointInterval: 1,
    checkpointReached: (subscription: AllStreamSubscription, at: LogPosition) => {
      if (at.commit >= positionsEnd) return;
      subscription.push(new Told({ kind: 'checkpoint', position: coveredBy(at), at }));
    },
  } as Parameters<typeof streamNameFilter>[0]);
  const subscription = client.subscribeToAll({
    fromPosition: startOf(after),
    filter,
  });
  subscription.on('caughtUp', () => subscription.push(new Told({ kind: 'caught_up' })));
  return subscription;
};

/** A subscription that outlives the connection: after a failure it goes on where it was. */
export async function* subscribe(
  client: EventStoreDBClient,
  recordedEvent: (event: ClientEvent) => RecordedEvent,
  { prefixes, after, signal, onReconnect }: SubscribeOptions,
): AsyncGenerator<LogMessage, void> {
  let last = after === undefined ? undefined : placeOf(after);
  while (!signal.aborted) {
    const subscription = open(client, prefixes, last);
    const unsubscribe = () => subscription.unsubscribe().catch((error: unknown) => onReconnect?.(error));
    // The call must end here too: a reader that never asks again does not let this function go on.
    const stop = () => {
      subscription.destroy();
      void unsubscribe();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const item of subscription as AsyncIterable<unknown>) {
        if (item instanceof Told) {
          if (item.marker.kind === 'checkpoint') last = item.marker.at;
          yield item.marker;
          continue;
        }
        const { event } = item as { event?: ClientEvent };
        if (!event) continue;
        const recorded = recordedEvent(event);
        last = event.position ?? placeOf(recorded.position);
        yield { kind: 'event', event: recorded, at: last };
      }
      if (!signal.aborted) onReconnect?.(new Error('The subscription ended'));
    } catch (error) {
      if (signal.aborted) return;
      onReconnect?.(error);
    } finally {
      signal.removeEventListener('abort', stop);
      await unsubscribe();
    }
    await delay(reconnectAfterMs, undefined, { signal }).catch(() => undefined);
  }
}
