import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshStream, newEvent } from '../test/builders.js';
import { type EmbeddedStore, startEmbeddedStore } from '../test/embedded-store.js';
import { connectEventStore, type EventStore } from './event-store.js';
import type { RecordedEvent } from './recorded-event.js';

let server: EmbeddedStore;
let store: EventStore;
let somebodyElse: EventStoreDBClient;
const told: (readonly [RecordedEvent, number])[] = [];

beforeAll(async () => {
  server = await startEmbeddedStore();
  store = connectEventStore(server.url, { onForeign: (event, count) => told.push([event, count]) });
  somebodyElse = EventStoreDBClient.connectionString(server.url);
});
afterAll(async () => {
  await somebodyElse.dispose();
  await store.close();
  await server.remove();
});

const actor = { kind: 'user', userId: 'u', username: 'ada', account: 'acme' };
const ids = { $correlationId: 'c', $causationId: 'c' };

describe("another's event in one of our streams", () => {
  it.each([
    ['without metadata', jsonEvent({ type: 'ApiKeyRevoked', data: { a: 1 } })],
    ['without an actor', jsonEvent({ type: 'ApiKeyRevoked', data: {}, metadata: ids })],
    [
      'with an actor of no kind that there is',
      jsonEvent({ type: 'ApiKeyRevoked', data: {}, metadata: { ...ids, actor: { kind: 'ghost' } } }),
    ],
    [
      'with an actor that lacks a name',
      jsonEvent({ type: 'ApiKeyRevoked', data: {}, metadata: { ...ids, actor: { kind: 'user' } } }),
    ],
    [
      'with an account that is no text',
      jsonEvent({ type: 'ApiKeyRevoked', data: {}, metadata: { ...ids, actor, account: 7 } }),
    ],
    [
      'with data that is a list',
      jsonEvent({ type: 'ApiKeyRevoked', data: [1], metadata: { ...ids, actor } }),
    ],
    [
      'with data that is null',
      jsonEvent({ type: 'ApiKeyRevoked', data: null as never, metadata: { ...ids, actor } }),
    ],
    ['of bytes', binaryEvent({ type: 'ApiKeyRevoked', data: Buffer.from([1, 2, 3]) })],
  ])('%s keeps its place, is no fact, and is told once', async (_, event) => {
    const stream = freshStream('oak');
    const after = await store.head();
    told.splice(0);
    await store.append(stream, [newEvent('OakSown')], 'no_stream');
    await somebodyElse.appendToStream(stream, event);
    // The revision that a writer goes on from counts it.
    const read = await store.read(stream);
    const { position } = await store.append(stream, [newEvent('OakGrown')], read.at(-1)?.revision ?? -1n);

    const types = ['OakSown', 'ForeignEvent', 'OakGrown'];
    expect((await store.read(stream)).map(({ type }) => type)).toEqual(types);
    const followed: string[] = [];
    const prefixes = [stream];
    const signal = new AbortController().signal;
    for await (const message of store.subscribe({ prefixes, after, signal })) {
      if (message.kind !== 'event') continue;
      followed.push(message.event.type);
      if (message.event.position === position) break;
    }
    expect(followed).toEqual(types);
    expect(told).toEqual([
      [expect.objectContaining({ stream, type: 'ApiKeyRevoked', revision: 1n }), expect.any(Number)],
    ]);
    expect(read.at(-1)?.metadata).toEqual({
      $correlationId: event.id,
      $causationId: event.id,
      actor: { kind: 'anonymous' },
    });
  });
});
