import {
  aggregate,
  type Command,
  currentShapes,
  type Decider,
  defineError,
  type Event,
  IdempotencyKeyReused,
  NotPermitted,
  PreconditionFailed,
  type RequestContext,
  WriteConflict,
} from '@credstream/domain-kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshStream, newEvent, requestContext } from '../test/builders.js';
import { type EmbeddedStore, startEmbeddedStore } from '../test/embedded-store.js';
import { handleCommand } from './command-handler.js';
import type { Repeatable } from './event-metadata.js';
import { connectEventStore, type EventStore } from './event-store.js';
import { readPast } from './read-past.js';
import type { RecordedEvent } from './recorded-event.js';

class SeatsTaken extends defineError('boat.seats_taken', 'conflict', 'The boat is full') {}

/** A boat with a hundred seats, who sits in it, and when it was last boarded. */
type Boat = Readonly<{ passengers: readonly string[]; at?: string }>;
type BoatEvent = Event<'Boarded', { name: string; at: string }> | Event<'BellRung', { name: string }>;
type Board = Command<'Board', { names: readonly string[]; ringing?: boolean }>;

const boat: Decider<Boat, Board, BoatEvent> = {
  initialState: () => ({ passengers: [] }),
  evolve: (state, event) =>
    event.type === 'Boarded'
      ? { passengers: [...state.passengers, event.data.name], at: event.data.at }
      : state,
  decide: ({ data: { names, ringing = false } }, { passengers }, { now }) => {
    const boarding = names.filter((name) => !passengers.includes(name));
    if (passengers.length + boarding.length > 100) throw new SeatsTaken();
    return boarding.flatMap((name): readonly BoatEvent[] => [
      { type: 'Boarded', data: { name, at: now.toISOString() } },
      ...(ringing ? [{ type: 'BellRung', data: { name } } as const] : []),
    ]);
  },
};
const schema = currentShapes<BoatEvent>({ Boarded: true, BellRung: true });
const boats = aggregate('boat', boat, schema);
const now = new Date('2026-03-01T12:00:00Z');

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

type Given = Readonly<{
  context?: RequestContext;
  repeatable?: Repeatable;
  now?: Date;
  through?: EventStore;
  ringing?: boolean;
  permit?: (before: Boat) => void;
  believed?: readonly RecordedEvent[];
}>;

const board = (stream: string, names: readonly string[], given: Given = {}) =>
  handleCommand({
    store: given.through ?? store,
    aggregate: boats,
    id: boats.idOf(stream),
    command: { type: 'Board', data: { names, ...(given.ringing && { ringing: true }) } },
    context: given.context ?? requestContext(),
    account: 'default',
    now: given.now ?? now,
    repeatable: given.repeatable,
    permit: given.permit,
    believed: given.believed,
  });

const passengersOf = async (stream: string) =>
  (await readPast(store, boats, boats.idOf(stream))).state.passengers;

const request = (requestId: string, bodyHash = 'body-1'): Repeatable => ({ requestId, bodyHash });

/** The store as two copies of a service have it, whose first reads both come before either appends. */
const twoCopies = (): readonly [EventStore, EventStore] => {
  let here = 0;
  let bothAreHere: () => void = () => undefined;
  const together = new Promise<void>((resolve) => (bothAreHere = resolve));
  const copy = (): EventStore => ({
    ...store,
    read: async (stream) => {
      const events = await store.read(stream);
      here += 1;
      if (here === 2) bothAreHere();
      await together;
      return events;
    },
  });
  return [copy(), copy()];
};

/** The same store, where somebody else records something just before each of our own appends. */
const someoneElseFirst = (times: number): EventStore => {
  let left = times;
  return {
    ...store,
    append: async (stream, events, expected) => {
      left -= 1;
      if (left >= 0) await store.append(stream, [newEvent('Boarded', { name: `other${left}` })], 'any');
      return store.append(stream, events, expected);
    },
  };
};

describe('a command', () => {
  it('records what was decided, with who asked for it, from where and why', async () => {
    const stream = freshStream('boat');
    const context = requestContext({ ip: '10.0.0.1', userAgent: 'curl', idempotencyKey: 'never stored' });
    const outcome = await board(stream, ['ada', 'bob'], { context, ringing: true });

    const events = await store.read(stream);
    expect(outcome).toEqual({
      state: { passengers: ['ada', 'bob'], at: now.toISOString() },
      events: events.map(({ type, data }) => ({ type, data })),
      history: events.map(({ type, data }) => ({ type, data })),
      revision: 3n,
      position: events.at(-1)?.position,
      repeated: false,
      newest: { ...events.at(-1), created: now },
    });
    expect(events.map(({ type }) => type)).toEqual(['Boarded', 'BellRung', 'Boarded', 'BellRung']);
    for (const { metadata } of events) {
      expect(metadata).toEqual({
        $correlationId: context.correlationId,
        $causationId: context.causationId,
        actor: context.actor,
        account: 'default',
        ip: '10.0.0.1',
        userAgent: 'curl',
      });
    }
  });

  it('that changes nothing records nothing and tells where the thing stands', async () => {
    const stream = freshStream('boat');
    const first = await board(stream, ['ada']);
    expect(await board(stream, ['ada'])).toEqual({ ...first, newest: undefined, events: [] });
    expect(await board(freshStream('boat'), [])).toMatchObject({ revision: -1n, position: 0n });
    expect(await store.read(stream)).toHaveLength(1);
  });

  it('that is refused records nothing', async () => {
    const stream = freshStream('boat');
    const crowd = Array.from({ length: 101 }, (_, index) => `p${index}`);
    await expect(board(stream, crowd)).rejects.toThrow(SeatsTaken);
    expect(await store.read(stream)).toEqual([]);
  });

  it('is decided on what its schema reads, and passes over the rest', async () => {
    const stream = freshStream('boat');
    await store.append(stream, [newEvent('Boarded', { name: 'ada' }), newEvent('Painted')], 'no_stream');
    expect(await board(stream, ['bob'])).toMatchObject({
      state: { passengers: ['ada', 'bob'] },
      revision: 2n,
    });
  });
});

describe('a command for whose decision the newest event is enough', () => {
  const lastOfBoats = aggregate('boat', boat, schema, { newestSaysAll: true });

  it('is decided on that one, and appended after the whole stream', async () => {
    const stream = freshStream('boat');
    await board(stream, ['ada', 'bob']);
    const outcome = await handleCommand({
      store,
      aggregate: lastOfBoats,
      id: boats.idOf(stream),
      command: { type: 'Board', data: { names: ['cyd'] } },
      context: requestContext(),
      now,
    });
    expect(outcome).toMatchObject({ state: { passengers: ['bob', 'cyd'] }, revision: 2n });
  });

  it('cannot be one that is repeatable', () => {
    const call = { store, aggregate: lastOfBoats, id: 'x', context: requestContext(), now };
    const command = { type: 'Board', data: { names: ['cyd'] } } as const;
    expect(() => handleCommand({ ...call, command, repeatable: request('r1') })).toThrow('repetition');
  });
});

describe('commands at the same moment', () => {
  it('are each decided on what the others recorded: none is lost, none doubled', async () => {
    const stream = freshStream('boat');
    const names = Array.from({ length: 50 }, (_, index) => `p${index}`);
    const outcomes = await Promise.all(names.map((name) => board(stream, [name])));

    expect(new Set(outcomes.map(({ revision }) => revision)).size).toBe(50);
    expect([...(await passengersOf(stream))].sort()).toEqual([...names].sort());
    for (const { state, revision } of outcomes) expect(state.passengers).toHaveLength(Number(revision) + 1);
  });

  it('in several copies of a service are too', async () => {
    const stream = freshStream('boat');
    const names = Array.from({ length: 15 }, (_, index) => `p${index}`);
    await Promise.all(names.map((name) => board(stream, [name], { through: { ...store } })));
    expect([...(await passengersOf(stream))].sort()).toEqual([...names].sort());
  });

  it('are all recorded where copies are in step and one is always faster', async () => {
    const stream = freshStream('boat');
    const [busy, quiet]: [EventStore, EventStore] = [{ ...store }, { ...store }];
    const names = Array.from({ length: 80 }, (_, index) => `p${index}`);
    const boarded = names.map((name, index) =>
      board(stream, [name], { through: index % 4 === 0 ? quiet : busy }),
    );
    await Promise.all(boarded);
    expect([...(await passengersOf(stream))].sort()).toEqual([...names].sort());
  });

  it('cannot break a rule together', async () => {
    const stream = freshStream('boat');
    await board(
      stream,
      Array.from({ length: 98 }, (_, index) => `p${index}`),
    );
    const outcomes = await Promise.allSettled(
      ['x', 'y', 'z'].map((name) => board(stream, [name], { through: { ...store } })),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toEqual([expect.any(SeatsTaken)]);
    expect(await passengersOf(stream)).toHaveLength(100);
  });

  it('can be made of the state that they are decided on, anew when another was faster', async () => {
    const stream = freshStream('boat');
    const outcome = await handleCommand({
      store: someoneElseFirst(2),
      aggregate: boats,
      id: boats.idOf(stream),
      command: async ({ passengers }): Promise<Board> => ({
        type: 'Board',
        data: { names: [`after${passengers.length}`] },
      }),
      context: requestContext(),
      now,
    });
    expect(outcome.state.passengers).toEqual(['other1', 'other0', 'after2']);
  });

  it('are decided again when another was faster', async () => {
    const stream = freshStream('boat');
    const outcome = await board(stream, ['ada'], { through: someoneElseFirst(3) });
    expect(outcome.state.passengers).toEqual(['other2', 'other1', 'other0', 'ada']);
    expect(outcome.revision).toBe(3n);
  });

  it('are given up as a conflict when others are faster again and again', async () => {
    const stream = freshStream('boat');
    await expect(board(stream, ['ada'], { through: someoneElseFirst(1000) })).rejects.toThrow(WriteConflict);
    expect(await passengersOf(stream)).not.toContain('ada');
  });
});

describe('a command with a permission', () => {
  const nobodyNamedEve = ({ passengers }: Boat) => {
    if (passengers.includes('eve')) throw new NotPermitted();
  };

  it('is refused for what is there, and records nothing', async () => {
    const stream = freshStream('boat');
    await board(stream, ['eve'], { permit: nobodyNamedEve });
    await expect(board(stream, ['ada'], { permit: nobodyNamedEve })).rejects.toThrow(NotPermitted);
    expect(await passengersOf(stream)).toEqual(['eve']);
  });

  it('is repeated although what it did itself would forbid it now', async () => {
    const stream = freshStream('boat');
    const given = { permit: nobodyNamedEve, repeatable: request('r1') };
    await board(stream, ['eve'], given);
    expect(await board(stream, ['eve'], given)).toMatchObject({ repeated: true, revision: 0n });
  });

  it('is asked again when another was faster', async () => {
    const stream = freshStream('boat');
    const permit = ({ passengers }: Boat) => {
      if (passengers.includes('other0')) throw new NotPermitted();
    };
    const refused = board(stream, ['ada'], { permit, through: someoneElseFirst(1) });
    await expect(refused).rejects.toThrow(NotPermitted);
    expect(await passengersOf(stream)).toEqual(['other0']);
  });
});

describe('a command on what a stream is believed to hold', () => {
  const counted = () => {
    let reads = 0;
    const through: EventStore = {
      ...store,
      read: (stream) => {
        reads += 1;
        return store.read(stream);
      },
    };
    return { through, reads: () => reads };
  };

  it('reads nothing when that is right', async () => {
    const { through, reads } = counted();
    const stream = freshStream('boat');
    const first = await board(stream, ['ada'], { believed: [], through });
    const recorded = await store.read(stream);
    await board(stream, ['bob'], { believed: recorded, through });
    expect([first.revision, reads()]).toEqual([0n, 0]);
    expect(await passengersOf(stream)).toEqual(['ada', 'bob']);
  });

  it('reads what there is when that is wrong, and is decided on it', async () => {
    const { through, reads } = counted();
    const stream = freshStream('boat');
    await board(stream, ['ada']);
    expect(await board(stream, ['ada', 'bob'], { believed: [], through })).toMatchObject({
      events: [{ type: 'Boarded', data: { name: 'bob' } }],
      revision: 1n,
    });
    expect(reads()).toBe(1);
  });
});

describe('a command without an account of its own', () => {
  it('belongs to the account of what happened before', async () => {
    const stream = freshStream('boat');
    await board(stream, ['ada']);
    const call = { store, aggregate: boats, id: boats.idOf(stream), context: requestContext(), now };
    await handleCommand({ ...call, command: { type: 'Board', data: { names: ['bob'] } } });
    expect((await store.read(stream)).map(({ metadata }) => metadata.account)).toEqual([
      'default',
      'default',
    ]);
  });
});

describe('a command with If-Match', () => {
  it('is refused unless the thing is at that revision', async () => {
    const stream = freshStream('boat');
    await board(stream, ['ada', 'bob']);
    for (const expectedRevision of [0, 2]) {
      const context = requestContext({ expectedRevision });
      await expect(board(stream, ['eve'], { context })).rejects.toThrow(PreconditionFailed);
    }
    const context = requestContext({ expectedRevision: 1 });
    expect(await board(stream, ['eve'], { context })).toMatchObject({ revision: 2n });
  });

  it('is taken once of many at the same moment', async () => {
    const stream = freshStream('boat');
    await board(stream, ['ada']);
    const context = requestContext({ expectedRevision: 0 });
    const names = Array.from({ length: 50 }, (_, index) => `p${index}`);
    const outcomes = await Promise.allSettled(
      names.map((name) => board(stream, [name], { context, through: { ...store } })),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toHaveLength(49);
    for (const reason of refused) expect(reason).toBeInstanceOf(PreconditionFailed);
    expect(await passengersOf(stream)).toHaveLength(2);
  });
});

describe('a repeated request', () => {
  it('gets the first answer and records nothing, whatever happened since', async () => {
    const stream = freshStream('boat');
    const repeatable = request('r1');
    const first = await board(stream, ['ada', 'bob'], { repeatable });
    await board(stream, ['eve']);
    const again = await board(stream, ['ada', 'bob'], { repeatable, now: new Date() });
    expect(again).toEqual({ ...first, newest: undefined, events: [], repeated: true });
    expect(await store.read(stream)).toHaveLength(3);
  });

  it('gets it although its If-Match no longer holds', async () => {
    const stream = freshStream('boat');
    await board(stream, ['ada']);
    const given = { repeatable: request('r1'), context: requestContext({ expectedRevision: 0 }) };
    const first = await board(stream, ['bob'], given);
    expect(await board(stream, ['bob'], given)).toMatchObject({ revision: first.revision, repeated: true });
  });

  it('with another body is refused', async () => {
    const stream = freshStream('boat');
    await board(stream, ['ada'], { repeatable: request('r1', 'body-1') });
    await expect(board(stream, ['bob'], { repeatable: request('r1', 'body-2') })).rejects.toThrow(
      IdempotencyKeyReused,
    );
    expect(await passengersOf(stream)).toEqual(['ada']);
  });

  it('is told from other requests of the same thing', async () => {
    const stream = freshStream('boat');
    await board(stream, ['ada'], { repeatable: request('r1') });
    expect(await board(stream, ['bob'], { repeatable: request('r2') })).toMatchObject({ repeated: false });
    expect(await passengersOf(stream)).toEqual(['ada', 'bob']);
  });

  it('at the same moment as the first is one request, and both get the answer that was recorded', async () => {
    const stream = freshStream('boat');
    const answers = await Promise.all(
      twoCopies().map((through, index) =>
        board(stream, ['ada'], {
          repeatable: request('r1'),
          through,
          now: new Date(now.getTime() + index * 1000),
        }),
      ),
    );
    const { state: recorded } = await readPast(store, boats, boats.idOf(stream));
    expect(recorded.passengers).toEqual(['ada']);
    for (const { state, revision } of answers) {
      expect(state).toEqual(recorded);
      expect(revision).toBe(0n);
    }
  });

  it('at the same moment as the first with another body is refused', async () => {
    const stream = freshStream('boat');
    const [one, other] = twoCopies();
    const outcomes = await Promise.allSettled([
      board(stream, ['ada'], { repeatable: request('r1', 'body-1'), through: one }),
      board(stream, ['bob'], { repeatable: request('r1', 'body-2'), through: other }),
    ]);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toEqual([expect.any(IdempotencyKeyReused)]);
    expect(await passengersOf(stream)).toHaveLength(1);
  });

  it('after an append whose answer was lost gets the answer', async () => {
    const stream = freshStream('boat');
    const repeatable = request('r1');
    const losing: EventStore = {
      ...store,
      append: async (...append) => {
        await store.append(...append);
        throw new Error('The connection broke');
      },
    };
    await expect(board(stream, ['ada'], { repeatable, through: losing })).rejects.toThrow('broke');
    expect(await board(stream, ['ada'], { repeatable })).toMatchObject({
      state: { passengers: ['ada'] },
      revision: 0n,
      repeated: true,
    });
  });
});
