import type { RecordedEvent } from '@credstream/eventstore';
import { describe, expect, it } from '@jest/globals';
import { readKnowing } from './read-knowing.js';

const event = (stream: string, revision: bigint, position: bigint): RecordedEvent => ({
  id: `${stream}@${revision}`,
  stream,
  type: 'ThingAdded',
  data: {},
  metadata: { $correlationId: '', $causationId: '', actor: { kind: 'anonymous' } },
  revision,
  position,
  created: new Date(0),
});

describe('a read beside a batch of events', () => {
  const old = [event('a', 0n, 1n), event('a', 1n, 7n)];
  const asked: string[] = [];
  const store = {
    read: async (stream: string) => {
      asked.push(stream);
      return old;
    },
  };
  const batch = [event('a', 1n, 7n), event('b', 0n, 8n), event('b', 1n, 9n)];
  const read = readKnowing(store, batch);

  it('asks the log for a stream that was there before', async () => {
    expect(await read('a')).toBe(old);
    expect(asked).toEqual(['a']);
  });

  it('takes from the batch what began in it', async () => {
    asked.length = 0;
    expect(await read('b')).toEqual(batch.slice(1));
    expect(asked).toEqual([]);
  });
});
