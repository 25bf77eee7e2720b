import { describe, expect, it } from '@jest/globals';
import { eventsOf, type ServerSentEvent } from './events.js';

const streamOf = (parts: readonly string[], ends = true): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      if (ends) controller.close();
    },
  });

const all = async (body: ReadableStream<Uint8Array>, silenceMs = 60_000) => {
  const events: ServerSentEvent[] = [];
  for await (const event of eventsOf(body, { silenceMs })) events.push(event);
  return events;
};

describe('server-sent events', () => {
  it('are read however they are cut, without comments and half of an event', async () => {
    const text =
      'retry: 1000\n\nid: 7\nevent: entry\ndata: {"a":\ndata: 1}\n\n: still here\n\ndata:x\r\n\r\nid: 8\ndata: y';
    const expected = [
      { id: '7', event: 'entry', data: '{"a":\n1}' },
      { event: 'message', data: 'x' },
    ];
    expect(await all(streamOf([text]))).toEqual(expected);
    expect(await all(streamOf([...text]))).toEqual(expected);
  });

  it('end with an error when nothing comes any more', async () => {
    await expect(all(streamOf(['data: x\n\n'], false), 10)).rejects.toThrow(/nothing came for 0.01 s/);
  });
});
