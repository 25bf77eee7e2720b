import { type Aggregate, currentShapes, type Decider, HistoryUnreadable } from '@credstream/domain-kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshStream, newEvent, requestContext } from '../test/builders.js';
import { type EmbeddedStore, startEmbeddedStore } from '../test/embedded-store.js';
import { handleCommand } from './command-handler.js';
import { connectEventStore, type EventStore } from './event-store.js';
import { readPast } from './read-past.js';

type Grown = Readonly<{ type: 'OakGrown'; data: Readonly<{ rings: readonly string[] }> }>;
type Grow = Readonly<{ type: 'GrowOak'; data: Readonly<{ ring: string }> }>;
type Oak = Readonly<{ count: number; newest: string }>;

const decider: Decider<Oak, Grow, Grown> = {
  initialState: () => ({ count: 0, newest: 'none' }),
  evolve: ({ count }, { data: { rings } }) => ({ count: count + rings.length, newest: rings[0] as string }),
  decide: ({ data: { ring } }, { newest }) =>
    newest.toUpperCase() === ring ? [] : [{ type: 'OakGrown', data: { rings: [ring] } }],
};
const oaks = {
  decider,
  schema: currentShapes<Grown>({ OakGrown: true }),
  streamOf: (id: string) => id,
} as unknown as Aggregate<Oak, Grow, Grown>;

let server: EmbeddedStore;
let store: EventStore;
beforeAll(async () => {
  server = await startEmbeddedStore();
  store = connectEventStore(server.url);
});
afterAll(async () => {
  await store.close();
  await server.remove();
});

const grow = (id: string) =>
  handleCommand({
    ...{ store, aggregate: oaks, id, context: requestContext(), now: new Date() },
    command: { type: 'GrowOak', data: { ring: 'x' } },
  });

describe('an event of another shape, that says rightly how it came to be', () => {
  it.each([
    ['so that the fold fails', {}],
    ['so that the fold fails later', { rings: null }],
    ['so that a rule fails', { rings: [7] }],
  ])(
    '%s makes requests for that thing fail by a code, with the cause for the log, and no others',
    async (_, data) => {
      const [bad, good] = [freshStream('oak'), freshStream('oak')];
      await store.append(bad, [newEvent('OakGrown', data)], 'no_stream');
      const error: unknown = await grow(bad).catch((problem: unknown) => problem);
      expect(error).toBeInstanceOf(HistoryUnreadable);
      expect(error).toMatchObject({ code: 'request.history_unreadable', kind: 'unavailable' });
      const { cause } = error as { cause: Error };
      expect(cause.message).toContain(`${bad} up to revision 0`);
      expect(cause.cause).toBeInstanceOf(TypeError);

      await grow(good);
      expect((await readPast(store, oaks, good)).state).toEqual({ count: 1, newest: 'x' });
    },
  );
});
