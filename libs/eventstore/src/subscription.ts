import { START, streamNameFilter } from '@eventstore/db-client';
import type { AllStreamSubscription, EventStoreDBClient } from '@eventstore/db-client';
import { setTimeout as delay } from 'node:timers/promises';
import type { SubscribeOptions } from './event-store.js';
import { type ClientEvent, type RecordedEvent, recordedEvent } from './recorded-event.js';

/** What a subscription tells, in log order. */
export type LogMessage =
  | Readonly<{ kind: 'event'; event: RecordedEvent }>
  /** Nothing of interest lies up to this position. */
  | Readonly<{ kind: 'checkpoint'; position: bigint }>
  /** Everything that was in the log when the subscription was made has been told. May come again. */
  | Readonly<{ kind: 'caught_up' }>;

type Marker = Exclude<LogMessage, { kind: 'event' }>;
class Told {
  constructor(readonly marker: Marker) {}
}

const reconnectAfterMs = 200;

/**
 * The client tells of checkpoints and of having caught up beside its stream of events. Both are put into
 * the stream, so that the reader meets them in their place.
 */
const open = (
  client: EventStoreDBClient,
  prefixes: readonly string[],
  after: bigint | undefined,
): AllStreamSubscription => {
  const filter = streamNameFilter({
    ...(prefixes.length > 0 ? { prefixes: [...prefixes] } : { regex: '^[^$]' }),
    maxSearchWindow: 256,
    checkpointInterval: 1,
    checkpointReached: (subscription: AllStreamSubscription, position: { commit: bigint }) => {
      subscription.push(new Told({ kind: 'checkpoint', position: position.commit }));
    },
  } as Parameters<typeof streamNameFilter>[0]);
  const subscription = client.subscribeToAll({
    fromPosition: after === undefined || after === 0n ? START : { commit: after, prepare: after },
    filter,
  });
  subscription.on('caughtUp', () => subscription.push(new Told({ kind: 'caught_up' })));
  return subscription;
};

/** A subscription that outlives the connection: after a failure it goes on where it was. */
export async function* subscribe(
  client: EventStoreDBClient,
  { prefixes, after, signal, onReconnect }: SubscribeOptions,
): AsyncGenerator<LogMessage, void> {
  let last = after;
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
          if (item.marker.kind === 'checkpoint') last = item.marker.position;
          yield item.marker;
          continue;
        }
        const { event } = item as { event?: ClientEvent };
        if (!event?.isJson) continue;
        const recorded = recordedEvent(event);
        last = recorded.position;
        yield { kind: 'event', event: recorded };
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
