import { randomUUID } from 'node:crypto';
import { currentShapes, type Event } from '@credstream/domain-kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EmbeddedStore, startEmbeddedStore } from '../test/embedded-store.js';
import { connectEventStore, type EventStore, type NewEvent } from './event-store.js';
import { commitmentOf, personalStore, PersonKeys } from './personal-data.js';

type PersonEvent = Event<'PersonMoved', { email?: string; note: string }>;
currentShapes<PersonEvent>({ PersonMoved: { personal: ['email'] } });

describe('personal data in the log', () => {
  let raw: EventStore;
  let store: EventStore;
  let server: EmbeddedStore;

  beforeAll(async () => {
    server = await startEmbeddedStore();
    raw = connectEventStore(server.url);
    store = personalStore(raw, 'opened');
  });
  afterAll(async () => {
    await raw.close();
    await server.remove();
  });

  const freshId = (): string => randomUUID().replaceAll('-', '');
  const moved = (by: string, more: object = {}): NewEvent => ({
    id: randomUUID(),
    type: 'PersonMoved',
    data: { email: 'ada@example.org', note: 'moved' },
    metadata: {
      ...{ $correlationId: 'c', $causationId: 'c', ip: '198.51.100.7', userAgent: 'curl/8' },
      actor: { kind: 'user', userId: by, username: 'ada', account: 'acme' },
      ...more,
    },
  });

  it('is stored sealed: the origin for who did it, the fields for whom it is about', async () => {
    const [ada, admin] = [freshId(), freshId()];
    await store.append(`user-${ada}`, [moved(admin)], 'no_stream');
    const [stored] = await raw.read(`user-${ada}`);
    expect(stored?.data).toEqual({ note: 'moved' });
    expect(stored?.metadata).not.toHaveProperty('ip');
    expect(stored?.metadata).not.toHaveProperty('userAgent');
    expect(stored?.metadata.personal).toMatchObject({ origin: { of: admin }, data: { of: ada } });
    const text = JSON.stringify({ ...stored, revision: 0, position: 0 });
    for (const clear of ['ada@example.org', '198.51.100.7', 'curl/8']) expect(text).not.toContain(clear);
    const opened = await new PersonKeys(raw).open(stored!.metadata.personal!.origin!);
    expect(opened?.values).toEqual({ ip: '198.51.100.7', userAgent: 'curl/8' });
    expect(commitmentOf(opened!)).toBe(stored?.metadata.personal?.origin?.commitment);
  });

  it('is there for who reads the store, by every way of reading', async () => {
    const ada = freshId();
    const stream = `user-${ada}`;
    await store.append(stream, [moved(ada)], 'no_stream');
    const data = { email: 'ada@example.org', note: 'moved' };
    expect((await store.read(stream))[0]?.data).toEqual(data);
    expect((await store.readLast(stream))?.data).toEqual(data);
    expect((await store.readNewest(stream, 1))[0]?.data).toEqual(data);
    const ended = new AbortController();
    for await (const message of store.subscribe({ prefixes: [stream], signal: ended.signal })) {
      if (message.kind !== 'event') continue;
      expect(message.event.data).toEqual(data);
      ended.abort();
    }
  });

  it('cannot be read once the key is destroyed; that of others can, and older events that are in clear', async () => {
    const [ada, bob] = [freshId(), freshId()];
    await store.append(`user-${ada}`, [moved(ada)], 'no_stream');
    await store.append(`user-${bob}`, [moved(bob)], 'no_stream');
    await raw.append(`user-${ada}`, [moved(ada)], 'any');
    await new PersonKeys(raw).destroy(ada);
    const later = personalStore(raw, 'opened');
    const [sealed, clear] = await later.read(`user-${ada}`);
    expect(sealed?.data).toEqual({ note: 'moved' });
    expect(clear?.data).toEqual({ email: 'ada@example.org', note: 'moved' });
    expect((await later.readLast(`user-${bob}`))?.data).toHaveProperty('email');
    const keys = new PersonKeys(raw);
    expect(await keys.open(sealed!.metadata.personal!.origin!)).toBeUndefined();
    expect(await keys.addressIn(clear!)).toBe('198.51.100.7');
  });

  it('has one key, whoever makes it first, and a new one after it was destroyed', async () => {
    const ada = freshId();
    const made = await Promise.all([1, 2, 3].map(() => new PersonKeys(raw).findOrMake(ada)));
    expect(new Set(made.map((key) => key.toString('hex'))).size).toBe(1);
    const keys = new PersonKeys(raw);
    await keys.destroy(ada);
    expect((await keys.findOrMake(ada)).equals(made[0]!)).toBe(false);
  });

  it('of somebody whom nobody knows stays as it is', async () => {
    const stream = `thing-${freshId()}`;
    const event = { ...moved('', { actor: { kind: 'anonymous' } }), type: 'Knocked', data: {} };
    await store.append(stream, [event], 'no_stream');
    expect((await raw.readLast(stream))?.metadata).toMatchObject({ ip: '198.51.100.7', userAgent: 'curl/8' });
  });
});
