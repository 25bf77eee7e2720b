import { describe, expect, it } from '@jest/globals';
import { entryOf, indexUnderTest, maxStalenessMs } from './key-index.fixture.js';

const k1 = entryOf('k1');

describe('an index that has heard nothing of the feed', () => {
  it('asks the service and keeps nothing', async () => {
    const { index, loaded } = indexUnderTest();
    expect(await loaded(k1)).toEqual(k1);
    expect(index.get('k1')).toBeUndefined();
    expect(index.size).toBe(0);
  });

  it('asks again when the first message comes meanwhile, for changes may have come before it', async () => {
    const { index, asked, hear } = indexUnderTest();
    const loading = index.load('k1');
    hear();
    await asked[0]?.answer(k1);
    expect(index.get('k1')).toBeUndefined();
    await asked[1]?.answer(k1);
    expect(await loading).toEqual(k1);
    expect(index.get('k1')).toEqual(k1);
  });
});

describe('an index whose feed is whole', () => {
  it('answers from memory what it has loaded', async () => {
    const { index, asked, hear, loaded } = indexUnderTest();
    hear();
    await loaded(k1);
    hear();
    expect(index.get('k1')).toEqual(k1);
    expect(asked).toHaveLength(1);
  });

  it('asks once for a key, however many wait for it', async () => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    const waiting = [index.load('k1'), index.load('k1'), index.load('k1')];
    await asked[0]?.answer(k1);
    expect(await Promise.all(waiting)).toEqual([k1, k1, k1]);
    expect(asked).toHaveLength(1);
  });

  it('remembers that there is no such key, until the feed tells of it', async () => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    expect(index.isAbsent('k9')).toBe(false);
    const first = index.load('k9');
    await asked[0]?.answer();
    expect(await first).toBeUndefined();
    expect(index.isAbsent('k9')).toBe(true);
    hear({ keyId: 'k9' });
    expect(index.isAbsent('k9')).toBe(false);
    const second = index.load('k9');
    await asked[1]?.answer(entryOf('k9'));
    expect(await second).toEqual(entryOf('k9'));
  });

  it('does not say that there is no such key after a gap, in a silence, or when it was made meanwhile', async () => {
    const { index, asked, hear, time } = indexUnderTest();
    hear();
    const first = index.load('k9');
    hear({ keyId: 'k9' });
    await asked[0]?.answer();
    expect(index.isAbsent('k9')).toBe(false);
    await asked[1]?.answer();
    expect(await first).toBeUndefined();
    expect(index.isAbsent('k9')).toBe(true);
    time.ms += maxStalenessMs + 1;
    expect(index.isAbsent('k9')).toBe(false);
    hear();
    expect(index.isAbsent('k9')).toBe(false);
  });

  it('hands on that the service does not answer, and asks again the next time', async () => {
    const { index, asked, hear, loaded } = indexUnderTest();
    hear();
    const loading = index.load('k1');
    const refused = expect(loading).rejects.toThrow('no answer');
    await asked[0]?.fail(new Error('no answer'));
    await refused;
    expect(await loaded(k1)).toEqual(k1);
    expect(index.get('k1')).toEqual(k1);
  });
});

describe('a change of a key', () => {
  it('drops it and no other', async () => {
    const { index, hear, loaded } = indexUnderTest();
    hear();
    await loaded(k1);
    await loaded(entryOf('k2'));
    hear({ keyId: 'k1' });
    expect(index.get('k1')).toBeUndefined();
    expect(index.get('k2')).toEqual(entryOf('k2'));
  });

  it('while the key is on its way makes the index ask again, and answer only the newer entry', async () => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    const loading = index.load('k1');
    hear({ keyId: 'k1' });
    await asked[0]?.answer(k1);
    expect(asked).toHaveLength(2);
    expect(index.get('k1')).toBeUndefined();
    const revoked = entryOf('k1', 'u1', { status: 'revoked' });
    await asked[1]?.answer(revoked);
    expect(await loading).toEqual(revoked);
    expect(index.get('k1')).toEqual(revoked);
  });

  it('is found by whoever asks after it, also by joining a load from before it', async () => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    const before = index.load('k1');
    index.drop('k1');
    const after = index.load('k1');
    await asked[0]?.answer(k1);
    const revoked = entryOf('k1', 'u1', { status: 'revoked' });
    await asked[1]?.answer(revoked);
    expect(await Promise.all([before, after])).toEqual([revoked, revoked]);
  });

  it('that comes again while the key is asked for again counts again', async () => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    const loading = index.load('k1');
    hear({ keyId: 'k1' });
    await asked[0]?.answer(k1);
    hear({ keyId: 'k1' });
    await asked[1]?.answer(k1);
    expect(asked).toHaveLength(3);
    await asked[2]?.answer();
    expect(await loading).toBeUndefined();
    expect(index.get('k1')).toBeUndefined();
  });
});

describe('a key that changes each time while it is on its way', () => {
  it('is refused in the end, not accepted and not asked for without end', async () => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    const refused = expect(index.load('k1')).rejects.toMatchObject({ code: 'request.unavailable' });
    for (let number = 0; number < 5; number += 1) {
      hear({ keyId: 'k1' });
      await asked[number]?.answer(k1);
    }
    await refused;
    expect(asked).toHaveLength(5);
    expect(index.get('k1')).toBeUndefined();
  });
});

describe('a change of a user', () => {
  it('drops every key of that user and no other key', async () => {
    const { index, hear, loaded } = indexUnderTest();
    hear();
    await loaded(entryOf('k1', 'u1'));
    await loaded(entryOf('k2', 'u1'));
    await loaded(entryOf('k3', 'u2'));
    hear({ userId: 'u1' });
    expect([index.get('k1'), index.get('k2')]).toEqual([undefined, undefined]);
    expect(index.get('k3')).toEqual(entryOf('k3', 'u2'));
  });

  it('while a key of that user is on its way makes the index ask again', async () => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    const loading = index.load('k1');
    hear({ userId: 'u1' }, { position: '70' });
    await asked[0]?.answer(k1);
    expect(index.get('k1')).toBeUndefined();
    expect(asked[1]?.minPosition).toBe('70');
    const disabled = entryOf('k1', 'u1', { ownerActive: false });
    await asked[1]?.answer(disabled);
    expect(await loading).toEqual(disabled);
  });

  it('while a key of another user is on its way changes nothing for that one', async () => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    const loading = index.load('k3');
    hear({ userId: 'u1' });
    await asked[0]?.answer(entryOf('k3', 'u2'));
    expect(await loading).toEqual(entryOf('k3', 'u2'));
    expect(index.get('k3')).toEqual(entryOf('k3', 'u2'));
    expect(asked).toHaveLength(1);
  });

  it('is found although the key was dropped and loaded again meanwhile', async () => {
    const { index, hear, loaded } = indexUnderTest();
    hear();
    await loaded(k1);
    hear({ keyId: 'k1' });
    await loaded(k1);
    hear({ userId: 'u1' });
    expect(index.get('k1')).toBeUndefined();
  });
});

describe('what a load asks for', () => {
  it('is a directory at least as new as the log was when the feed began', async () => {
    const { index, asked, hear } = indexUnderTest();
    hear(undefined, { position: '500' });
    void index.load('k1');
    expect(asked[0]?.minPosition).toBe('500');
  });

  it('is a directory at least as new as the last change of a user', () => {
    const { index, asked, hear } = indexUnderTest();
    hear(undefined, { position: '500' });
    hear({ userId: 'u7' }, { position: '600' });
    hear({ keyId: 'k7' }, { position: '700' });
    void index.load('k1');
    expect(asked[0]?.minPosition).toBe('600');
  });

  it('is a directory at least as new as the log was after a gap, for a user may have changed in it', () => {
    const { index, asked, hear } = indexUnderTest();
    hear(undefined, { position: '500' });
    hear(undefined, { position: '900', sequence: 7 });
    void index.load('k1');
    expect(asked[0]?.minPosition).toBe('900');
  });

  it('never moves back, also when an older publisher speaks', () => {
    const { index, asked, hear } = indexUnderTest();
    hear(undefined, { position: '900' });
    hear(undefined, { position: '500', epoch: 'b' });
    void index.load('k1');
    expect(asked[0]?.minPosition).toBe('900');
  });
});

describe('a feed that is not whole', () => {
  it.each([
    ['a message is missing', { sequence: 2 }],
    ['a message comes twice', { sequence: 0 }],
    ['another copy publishes', { epoch: 'b', sequence: 1 }],
    ['another copy starts', { epoch: 'b', sequence: 0 }],
  ])('empties the index: %s', async (_what, next) => {
    const { index, hear, loaded } = indexUnderTest();
    hear();
    await loaded(k1);
    hear(undefined, next);
    expect(index.get('k1')).toBeUndefined();
    expect(index.size).toBe(0);
  });

  it('lets no load that began before the gap count: it is asked again, as new as the log after the gap', async () => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    const loading = index.load('k1');
    hear(undefined, { sequence: 9, position: '40' });
    await asked[0]?.answer(k1);
    expect(index.get('k1')).toBeUndefined();
    expect(asked[1]?.minPosition).toBe('40');
    await asked[1]?.answer();
    expect(await loading).toBeUndefined();
  });

  it('is trusted again from the message after the gap on', async () => {
    const { index, hear, loaded } = indexUnderTest();
    hear();
    hear(undefined, { sequence: 9 });
    await loaded(k1);
    hear();
    expect(index.get('k1')).toEqual(k1);
  });

  it('counts a message that cannot be read as one that never came', async () => {
    const { index, hear, loaded } = indexUnderTest();
    hear();
    await loaded(k1);
    expect(() => hear({ userId: 'u1' }, { position: 'here' })).toThrow(SyntaxError);
    hear();
    expect(index.get('k1')).toBeUndefined();
  });
});

describe('a feed that has fallen silent', () => {
  it('is trusted up to the limit and not a moment longer', async () => {
    const { index, time, hear, loaded } = indexUnderTest();
    hear();
    await loaded(k1);
    time.ms = maxStalenessMs;
    expect(index.get('k1')).toEqual(k1);
    time.ms = maxStalenessMs + 1;
    expect(index.get('k1')).toBeUndefined();
    expect(index.isTrusted()).toBe(false);
  });

  it('lets nothing be kept that arrives in the silence', async () => {
    const { index, asked, time, hear } = indexUnderTest();
    hear();
    const loading = index.load('k1');
    time.ms = maxStalenessMs + 1;
    await asked[0]?.answer(k1);
    expect(await loading).toEqual(k1);
    expect(index.size).toBe(0);
  });

  it('begins anew when it speaks again: neither entries nor loads from before count', async () => {
    const { index, asked, time, hear, loaded } = indexUnderTest();
    hear();
    await loaded(k1);
    const loading = index.load('k2');
    time.ms = maxStalenessMs + 1;
    hear();
    await asked[1]?.answer(entryOf('k2'));
    expect(index.size).toBe(0);
    await asked[2]?.answer();
    expect(await loading).toBeUndefined();
    await loaded(k1);
    expect(index.get('k1')).toEqual(k1);
  });
});

describe('an index that is full', () => {
  it('lets go of those kept longest, and stays right about their users', async () => {
    const { index, hear, loaded } = indexUnderTest(2);
    hear();
    for (const id of ['k1', 'k2', 'k3']) await loaded(entryOf(id));
    expect(index.size).toBe(2);
    expect(index.get('k1')).toBeUndefined();
    expect(index.get('k3')).toEqual(entryOf('k3'));
    hear({ userId: 'u1' });
    expect(index.size).toBe(0);
  });
});
