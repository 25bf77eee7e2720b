import type { RegistryTokenReply } from '@credstream/contracts/token';
import { describe, expect, it } from '@jest/globals';
import { registryAnswer } from './registry-answer.js';
import { TokenMemory } from './token-memory.js';

const replyOf = (concerns: readonly string[], memorySeconds = 30): RegistryTokenReply => ({
  outcome: 'granted',
  ...{ isKnown: true, retryAfter: 0, token: 'jwt', scope: '' },
  ...{ expiresAt: 1_000, expiresIn: 300, memorySeconds, concerns },
});

const memoryAt = ({ capacity = 10, characters = 10_000 } = {}) => {
  let now = 0;
  let sequence = -1;
  const memory = new TokenMemory(1_000, { clock: () => now, capacity, characters });
  const hear = (change?: { id: string }, skipped = 0) => {
    sequence += 1 + skipped;
    memory.hear({ epoch: 'e', sequence, position: '1', at: 0, ...(change && { change }) });
  };
  /** So many milliseconds later, the feed heard all the while. */
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 500) {
      now += 500;
      hear();
    }
  };
  hear();
  return { memory, hear, pass, silence: (ms: number) => (now += ms) };
};

const question = ['registry', 'ci', 'secret', '192.0.2.1', ['repository:a:pull'], false];

describe('the memory of answers', () => {
  it('knows the same question for 30 seconds, and no other', () => {
    const { memory, pass } = memoryAt();
    const ticket = memory.ticketFor(question);
    expect(memory.get(ticket)).toBeUndefined();
    memory.keep(ticket, replyOf(['r', 't']));
    expect(memory.get(memory.ticketFor(question))?.token).toBe('jwt');
    for (const [index] of question.entries()) {
      const other = question.map((each, at) => (at === index ? 'other' : each));
      expect(memory.get(memory.ticketFor(other))).toBeUndefined();
    }
    // Parts cannot be shifted into each other.
    expect(memory.get(memory.ticketFor(['registry', 'cisecret', '', ...question.slice(3)]))).toBeUndefined();
    pass(29_500);
    expect(memory.get(ticket)).toBeDefined();
    pass(500);
    expect(memory.get(ticket)).toBeUndefined();
    expect(memory.size).toBe(0);
  });

  it.each(['r', 't'])('forgets what depends on what changed: %s', (id) => {
    const { memory, hear } = memoryAt();
    const [one, other] = [memory.ticketFor(['one']), memory.ticketFor(['other'])];
    memory.keep(one, replyOf(['r', 't']));
    memory.keep(other, replyOf(['r2', 't2']));
    hear({ id });
    expect([memory.get(one), memory.get(other)?.token]).toEqual([undefined, 'jwt']);
  });

  it('does not keep an answer that was on its way while something changed', () => {
    const { memory, hear } = memoryAt();
    const ticket = memory.ticketFor(question);
    hear({ id: 'whatever' });
    memory.keep(ticket, replyOf(['r']));
    expect(memory.get(memory.ticketFor(question))).toBeUndefined();
    const second = memory.ticketFor(question);
    memory.clear();
    memory.keep(second, replyOf(['r']));
    expect(memory.size).toBe(0);
  });

  it('is not used after a silence, and is empty after a gap', () => {
    const { memory, hear, silence } = memoryAt();
    const ticket = memory.ticketFor(question);
    memory.keep(ticket, replyOf(['r']));
    silence(1_001);
    expect(memory.get(ticket)).toBeUndefined();
    hear();
    expect(memory.get(ticket)).toBeUndefined();
    const again = memory.ticketFor(question);
    memory.keep(again, replyOf(['r']));
    hear(undefined, 1);
    expect(memory.get(again)).toBeUndefined();
  });

  it('does not keep what it must not, and has a bounded size', () => {
    const { memory } = memoryAt({ capacity: 2 });
    memory.keep(memory.ticketFor(['none']), replyOf(['r'], 0));
    expect(memory.size).toBe(0);
    for (const each of [1, 2, 3]) memory.keep(memory.ticketFor([each]), replyOf(['r']));
    expect(memory.size).toBe(2);
    expect(memory.get(memory.ticketFor([1]))).toBeUndefined();
  });

  it('has a bounded size in characters too, whatever comes in whatever order', () => {
    const { memory } = memoryAt({ capacity: 1_000, characters: 10_000 });
    const long = { ...replyOf(['r']), token: 'x'.repeat(3_000) };
    for (const each of [1, 2, 3, 3, 4]) memory.keep(memory.ticketFor([each]), long);
    expect([1, 2, 3, 4].map((each) => memory.get(memory.ticketFor([each])) !== undefined)).toEqual([
      ...[false, true, true, true],
    ]);
    memory.keep(memory.ticketFor(['short']), replyOf(['r']));
    expect(memory.size).toBe(4);
    memory.clear();
    for (const each of [1, 2, 3]) memory.keep(memory.ticketFor([each]), long);
    expect(memory.size).toBe(3);
  });
});

describe('an answer from memory', () => {
  it('says how long the token still lasts, in whole seconds', () => {
    const { body } = registryAnswer(replyOf(['r']), 977, 'query');
    expect(body).toEqual({
      ...{ token: 'jwt', access_token: 'jwt', expires_in: 23, issued_at: '1970-01-01T00:16:17Z' },
    });
  });

  it('says so also when the clock was put back meanwhile', () => {
    const { memory, pass } = memoryAt();
    memory.keep(memory.ticketFor(question), replyOf(['r']));
    pass(20_500);
    const known = memory.get(memory.ticketFor(question));
    if (!known) throw new Error('It is forgotten');
    expect(registryAnswer(known, 0, 'query').body).toMatchObject({ expires_in: 279 });
  });
});
