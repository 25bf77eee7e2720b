import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LongAnswers, patienceMs } from './long-answers.js';

const part = 'x'.repeat(65_536);

/** Parts without end, and how many of them were asked for. */
const endless = () => {
  const asked = { parts: 0, ended: false };
  const parts = (signal: AbortSignal) =>
    (async function* () {
      try {
        while (!signal.aborted) {
          asked.parts += 1;
          yield part;
        }
      } finally {
        asked.ended = true;
      }
    })();
  return { asked, parts };
};
const opened: Readable[] = [];
const open = (answers: LongAnswers, person: string, { parts } = endless()): Readable => {
  const stream = answers.open(person, parts);
  // Ended by its client or by us, it is nobody's fault.
  stream.on('error', () => undefined);
  opened.push(stream);
  return stream;
};
const closed = async (stream: Readable): Promise<void> => {
  if (!stream.closed) await once(stream, 'close');
};
const tooMany = expect.objectContaining({ code: 'audit.too_many_streams' });
const refusal = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

afterEach(async () => {
  for (const stream of opened.splice(0)) {
    stream.destroy();
    await closed(stream);
  }
});

describe('a hundred live tails', () => {
  it('of one person are five, and leave room for others', () => {
    const answers = new LongAnswers();
    const results = Array.from({ length: 100 }, () => refusal(() => open(answers, 'ada')));
    expect(results.filter((result) => result === undefined || 'readable' in (result as object))).toHaveLength(
      5,
    );
    expect(results[99]).toEqual(tooMany);
    expect(() => open(answers, 'bob')).not.toThrow();
  });

  it('of a hundred people are fifty, and each that ends makes room for another', async () => {
    const answers = new LongAnswers();
    const results = Array.from({ length: 100 }, (_, n) => refusal(() => open(answers, `person ${n}`)));
    expect(results.slice(0, 50).every((result) => 'readable' in (result as object))).toBe(true);
    expect(results.slice(50)).toEqual(Array.from({ length: 50 }, () => tooMany));
    opened[7]?.destroy();
    await closed(opened[7]!);
    expect(() => open(answers, 'somebody')).not.toThrow();
    expect(refusal(() => open(answers, 'nobody'))).toEqual(tooMany);
  });

  it('end what they read from when their client goes away', async () => {
    const source = endless();
    const stream = open(new LongAnswers(), 'ada', source);
    await once(stream, 'readable');
    stream.read(1);
    stream.destroy();
    await closed(stream);
    await Promise.resolve();
    expect(stream.destroyed).toBe(true);
    expect(source.asked.parts).toBeLessThan(5);
  });
});

describe('a client that reads a byte a second', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
  afterEach(() => void jest.useRealTimers());

  it('has no more parts asked for than fit into its buffer, and is ended after the patience', async () => {
    const answers = new LongAnswers();
    const source = endless();
    const stream = open(answers, 'ada', source);
    await once(stream, 'readable');
    for (let second = 0; second < patienceMs / 1000 - 1; second += 1) {
      stream.read(1);
      await jest.advanceTimersByTimeAsync(1_000);
    }
    expect(source.asked.parts).toBeLessThan(5);
    for (let n = 0; n < 4; n += 1) open(answers, 'ada');
    expect(refusal(() => open(answers, 'ada'))).toEqual(tooMany);
    await jest.advanceTimersByTimeAsync(patienceMs);
    await closed(stream);
    expect(stream.errored?.message).toBe('The client has taken nothing for too long');
    expect(() => open(answers, 'ada')).not.toThrow();
  });

  it('holds up no other, who gets everything', async () => {
    const answers = new LongAnswers();
    const slow = open(answers, 'ada');
    await once(slow, 'readable');
    slow.read(1);
    const parts = () =>
      (async function* () {
        for (let n = 0; n < 100; n += 1) yield part;
      })();
    let bytes = 0;
    for await (const chunk of answers.open('bob', parts)) bytes += (chunk as Buffer).length;
    expect(bytes).toBe(100 * part.length);
  });
});
