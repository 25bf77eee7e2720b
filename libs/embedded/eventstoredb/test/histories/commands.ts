import fc from 'fast-check';
import type { NewEvent } from './store-model.js';

/** An exact revision is told by its distance from the last event, so that hits and near misses are common. */
export type Revision = 'any' | 'no_stream' | 'stream_exists' | Readonly<{ fromLast: number }>;
/** In a stream an event number; in `$all` one of the records whose position is known, counted round. */
export type From = 'start' | 'end' | number;

export type Write = Readonly<
  | { kind: 'append'; stream: string; revision: Revision; events: readonly NewEvent[] }
  | { kind: 'delete' | 'tombstone'; stream: string; revision: Revision }
>;
export type Command = Readonly<
  | Write
  | { kind: 'append_page'; stream: string; firstId: number; count: number }
  | { kind: 'read'; stream: string; backwards: boolean; from: From; limit: number }
  | { kind: 'read_all'; backwards: boolean; from: From; limit: number }
  | { kind: 'wait'; seconds: number }
  | { kind: 'restart' }
>;

/** Most happens in one stream; another is long, so that reads of it take several pages. */
const names = ['one', 'one', 'one', 'two', 'long'] as const;
export const streams = [...new Set(names)].flatMap((name) => [name, `$$${name}`]);
const stream = fc.constantFrom(...names);
const keyword = fc.constantFrom<Revision>('any', 'no_stream', 'stream_exists');
const exact = fc.constantFrom(0, 0, 0, -1, -1, -2, -3, 1).map((fromLast) => ({ fromLast }));
const revision = fc.oneof(keyword, exact);

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const eventOf = (n: number): NewEvent => ({ id: idOf(n), type: 'Tested', data: { n } });
export const pageOf = (firstId: number, count: number): NewEvent[] =>
  Array.from({ length: count }, (_, n) => eventOf(firstId + n));
/** A little less or more than the server reads at once. */
const page = fc.integer({ min: 126, max: 131 });
/** Few ids, so that repeated, partly repeated and reordered appends are common. */
const familiar = fc.integer({ min: 0, max: 3 });
const fresh = fc.integer({ min: 1000, max: 1_000_000_000 });
const events = fc.array(fc.oneof({ weight: 4, arbitrary: familiar }, fresh).map(eventOf), { maxLength: 3 });

const metadata = fc.record(
  {
    $maxCount: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -1, max: 4 }) }, fc.constant('3')),
    $maxAge: fc.integer({ min: 0, max: 3 }),
    $tb: fc.oneof(fc.integer({ min: -1, max: 8 }), fc.integer({ min: 9, max: 200 })),
    owner: fc.constantFrom('a', 'b'),
  },
  { requiredKeys: [] },
);
const metadataEvent = fc
  .tuple(fc.oneof(familiar, fresh), metadata)
  .map(([n, data]) => [{ id: idOf(n), type: '$metadata', data }]);

const from = fc.oneof(fc.constantFrom('start' as const, 'end' as const), fc.nat(8), fc.nat(300), page);
const limit = fc.oneof(fc.integer({ min: 1, max: 4 }), page, fc.constant(Number.MAX_SAFE_INTEGER));
const backwards = fc.boolean();

const kind = <K extends Command['kind']>(name: K) => fc.constant(name);
const append = fc.record({ kind: kind('append'), stream, revision, events });
const appendPage = fc.record({
  kind: kind('append_page'),
  stream: fc.constant('long'),
  firstId: fresh,
  count: page,
});
const appendMetadata = fc.record({
  kind: kind('append'),
  stream: stream.map((name) => `$$${name}`),
  revision: fc.oneof({ weight: 2, arbitrary: fc.constant('any' as const) }, revision),
  events: metadataEvent,
});
const remove = fc.record({
  kind: kind('delete'),
  stream,
  // The client cannot say stream_exists here.
  revision: revision.filter((each) => each !== 'stream_exists'),
});
const tombstone = fc.record({ kind: kind('tombstone'), stream, revision });
const read = fc
  .record({ kind: kind('read'), stream: fc.constantFrom(...names, ...streams), backwards, from, limit })
  // A real node refuses to read a stream forwards from its end.
  .filter((command) => command.backwards || command.from !== 'end');
const readAll = fc.record({ kind: kind('read_all'), backwards, from, limit });
const wait = fc.record({ kind: kind('wait'), seconds: fc.integer({ min: 1, max: 2 }) });
const restart = fc.record({ kind: kind('restart') });

export const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof<fc.WeightedArbitrary<Command>[]>(
    { weight: 12, arbitrary: append },
    { weight: 1, arbitrary: appendPage },
    { weight: 5, arbitrary: appendMetadata },
    { weight: 4, arbitrary: remove },
    { weight: 1, arbitrary: tombstone },
    { weight: 12, arbitrary: read },
    { weight: 3, arbitrary: readAll },
    { weight: 2, arbitrary: wait },
    { weight: 1, arbitrary: restart },
  ),
  { maxLength: 100, size: 'max' },
);
