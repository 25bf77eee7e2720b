/** Where a case holds, when not everywhere. `restart` needs a server that the test may stop and start. */
export type Restriction = 'embedded' | 'restart' | '<=25.0' | '>=24.2';

export type ContractCase = Readonly<{
  number: number;
  group: string;
  title: string;
  only?: Restriction;
}>;

/** The server a run is against: the embedded one, or a real one of a version such as 24.10. */
export type Target = Readonly<{ kind: 'embedded' } | { kind: 'real'; version: string }>;

/** Numbers are for ever: those of links and persistent subscriptions, which are no longer offered, stay unused. */
export const retired: readonly number[] = [
  58, 59, 60, 61, 93, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108,
];

/** The observable behaviour that the embedded server shares with the real one, one row per test. */
export const cases: readonly ContractCase[] = [
  {
    number: 1,
    group: 'Append – expected revision',
    title: 'appends to a new stream with any and answers revision 0 and a position',
  },
  {
    number: 2,
    group: 'Append – expected revision',
    title: 'appends three events with no_stream and reads them back in order',
  },
  {
    number: 3,
    group: 'Append – expected revision',
    title: 'refuses no_stream on a stream that exists and names its revision',
  },
  {
    number: 4,
    group: 'Append – expected revision',
    title: 'refuses stream_exists on a stream that was never written',
  },
  { number: 5, group: 'Append – expected revision', title: 'accepts stream_exists on a stream with events' },
  {
    number: 6,
    group: 'Append – expected revision',
    title: 'accepts stream_exists on a stream with only metadata',
  },
  { number: 7, group: 'Append – expected revision', title: 'appends at the exact current revision' },
  { number: 8, group: 'Append – expected revision', title: 'refuses an exact revision beyond the end' },
  {
    number: 9,
    group: 'Append – expected revision',
    title: 'refuses an exact revision before the end for new ids',
  },
  {
    number: 10,
    group: 'Append – expected revision',
    title: 'refuses an exact revision on a stream that was never written',
  },
  {
    number: 11,
    group: 'Append – expected revision',
    title: 'answers wrong expected revisions alike through the unary Append',
  },
  {
    number: 12,
    group: 'Append – expected revision',
    title: 'lets exactly one of two concurrent exact appends win',
  },
  {
    number: 13,
    group: 'Append – expected revision',
    title: 'gives 100 concurrent appends contiguous revisions, each once',
  },
  { number: 14, group: 'Append – idempotency', title: 'takes a repeated no_stream append for the first one' },
  {
    number: 15,
    group: 'Append – idempotency',
    title: 'takes a repeated exact append in the middle for the first one',
  },
  { number: 16, group: 'Append – idempotency', title: 'refuses a partly repeated no_stream append' },
  { number: 17, group: 'Append – idempotency', title: 'refuses a partly repeated exact append' },
  { number: 18, group: 'Append – idempotency', title: 'writes an id once under any' },
  { number: 19, group: 'Append – idempotency', title: 'takes a repeated pair under any for the first one' },
  { number: 20, group: 'Append – idempotency', title: 'refuses an old id followed by a new one under any' },
  { number: 21, group: 'Append – idempotency', title: 'writes a new id followed by an old one under any' },
  {
    number: 22,
    group: 'Append – idempotency',
    title: 'writes the same id again at the exact current revision',
  },
  { number: 23, group: 'Append – idempotency', title: 'remembers the first place of an id under any' },
  {
    number: 24,
    group: 'Append – idempotency',
    title: 'remembers an id only in the stream that had it first',
  },
  {
    number: 25,
    group: 'Append – idempotency',
    title: 'takes a repeated append with stream_exists for the first one',
  },
  {
    number: 26,
    group: 'Append – idempotency',
    title: 'recognizes a repeated no_stream append after a restart',
    only: 'restart',
  },
  {
    number: 27,
    group: 'Append – idempotency',
    title: 'forgets ids under any after a restart',
    only: 'restart',
  },
  {
    number: 28,
    group: 'Append – idempotency',
    title: 'recognizes a repeated exact append of truncated events',
  },
  { number: 29, group: 'Append – idempotency', title: 'accepts an empty append with any and adds nothing' },
  { number: 30, group: 'Append – idempotency', title: 'checks the expected revision of an empty append' },
  {
    number: 31,
    group: 'Append – validation, sizes, batch protocol',
    title: 'refuses 2 MiB in one append, batch and unary, and goes on',
    only: '<=25.0',
  },
  {
    number: 32,
    group: 'Append – validation, sizes, batch protocol',
    title: 'accepts an event of 900 kB and reads it back',
  },
  {
    number: 33,
    group: 'Append – validation, sizes, batch protocol',
    title: 'answers a batch append that crosses the size limit exactly once',
    only: '<=25.0',
  },
  {
    number: 34,
    group: 'Append – validation, sizes, batch protocol',
    title: 'refuses an event without a type by name of the missing properties',
  },
  {
    number: 35,
    group: 'Append – validation, sizes, batch protocol',
    title: 'answers Timeout to a batch append whose deadline has passed',
  },
  {
    number: 36,
    group: 'Append – validation, sizes, batch protocol',
    title: 'accepts a batch append whose first chunk is empty',
  },
  {
    number: 37,
    group: 'Append – validation, sizes, batch protocol',
    title: 'tells interleaved batch appends apart',
  },
  {
    number: 38,
    group: 'Append – validation, sizes, batch protocol',
    title: 'ignores a chunk with an unknown correlation id',
  },
  {
    number: 39,
    group: 'Append – validation, sizes, batch protocol',
    title: 'gives parallel appends of one client revisions in call order',
  },
  {
    number: 40,
    group: 'Append – validation, sizes, batch protocol',
    title: 'refuses appends to a tombstoned stream, batch and unary',
  },
  {
    number: 41,
    group: 'Append – validation, sizes, batch protocol',
    title: 'fails a pending batch append when it stops',
    only: 'embedded',
  },
  {
    number: 42,
    group: 'Append – validation, sizes, batch protocol',
    title: 'keeps ids, types, data and metadata of every kind',
  },
  {
    number: 43,
    group: 'Append – validation, sizes, batch protocol',
    title: 'reads any content type but JSON back as octet-stream',
  },
  { number: 44, group: 'Read stream', title: 'says that a missing stream is not found, in both directions' },
  { number: 45, group: 'Read stream', title: 'reads forwards from a revision and across pages' },
  {
    number: 46,
    group: 'Read stream',
    title: 'reads backwards from the end, from a revision and from the start',
  },
  {
    number: 47,
    group: 'Read stream',
    title: 'reads nothing beyond the end forwards, and from the end backwards',
  },
  {
    number: 48,
    group: 'Read stream',
    title: 'gives events the position that their append was answered with',
  },
  { number: 49, group: 'Read stream', title: 'agrees with $all on id, revision and position of every event' },
  {
    number: 50,
    group: 'Read stream',
    title: 'keeps stream names with unicode, spaces, slashes and 200 characters',
  },
  { number: 51, group: 'Read stream', title: 'ends a read that the client leaves early' },
  { number: 52, group: '$all', title: 'reads $all in the order of the appends' },
  { number: 53, group: '$all', title: 'reads $all forwards from a position inclusively' },
  { number: 54, group: '$all', title: 'reads $all backwards from a position exclusively' },
  {
    number: 55,
    group: '$all',
    title: 'reads nothing forwards from the end and backwards from the start of $all',
  },
  { number: 56, group: '$all', title: 'keeps deleted, truncated and tombstoned events in $all' },
  { number: 57, group: '$all', title: 'reads the latest event backwards from the end of $all' },
  {
    number: 62,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'keeps all metadata keys and replaces them entirely',
  },
  {
    number: 63,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'shows the last $maxCount events and counts on',
  },
  {
    number: 64,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'hides events before $tb, also future ones',
  },
  { number: 65, group: 'Metadata, delete, recreate, tombstone', title: 'hides events older than $maxAge' },
  {
    number: 66,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'shows only the latest metadata event of a metastream',
  },
  { number: 67, group: 'Metadata, delete, recreate, tombstone', title: 'takes invalid metadata for none' },
  {
    number: 68,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'hides a soft-deleted stream and drops its metadata',
  },
  {
    number: 69,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'refuses to delete a stream that was never written',
  },
  {
    number: 70,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'deletes with no_stream when only metadata exists',
  },
  {
    number: 71,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'checks the exact revision of a delete',
  },
  { number: 72, group: 'Metadata, delete, recreate, tombstone', title: 'deletes twice with any' },
  {
    number: 73,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'continues the numbers of a soft-deleted stream under any',
  },
  {
    number: 74,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'recreates a soft-deleted stream with no_stream and at its last revision only',
  },
  {
    number: 75,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'refuses stream_exists on a soft-deleted stream, batch and unary',
  },
  {
    number: 76,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'truncates before the new events when a stream is recreated',
  },
  {
    number: 77,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'recreates a soft-deleted stream by setting metadata',
  },
  {
    number: 78,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'does not recreate a soft-deleted stream by a repeated append',
  },
  {
    number: 79,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'refuses everything on a tombstoned stream',
  },
  {
    number: 80,
    group: 'Metadata, delete, recreate, tombstone',
    title: 'checks the expected revision of a tombstone',
  },
  { number: 81, group: 'Metadata, delete, recreate, tombstone', title: 'tombstones a soft-deleted stream' },
  {
    number: 82,
    group: 'Catch-up subscriptions',
    title: 'subscribes to a stream from the start without a gap',
  },
  {
    number: 83,
    group: 'Catch-up subscriptions',
    title: 'says once that it caught up, between old and new events',
    only: '>=24.2',
  },
  { number: 84, group: 'Catch-up subscriptions', title: 'subscribes after a revision and from the end' },
  {
    number: 85,
    group: 'Catch-up subscriptions',
    title: 'subscribes to a stream that does not exist yet',
    only: '>=24.2',
  },
  { number: 86, group: 'Catch-up subscriptions', title: 'refuses to subscribe to a tombstoned stream' },
  { number: 87, group: 'Catch-up subscriptions', title: 'delivers a tombstone and ends with stream deleted' },
  {
    number: 88,
    group: 'Catch-up subscriptions',
    title: 'delivers events of a stream that is deleted and recreated meanwhile',
  },
  {
    number: 89,
    group: 'Catch-up subscriptions',
    title: 'hides truncated events from a subscription that starts',
  },
  {
    number: 90,
    group: 'Catch-up subscriptions',
    title: 'subscribes to $all after a position and from the end',
  },
  {
    number: 91,
    group: 'Catch-up subscriptions',
    title: 'delivers a storm of appends to a slow subscriber once and in order',
  },
  {
    number: 92,
    group: 'Catch-up subscriptions',
    title: 'resumes from the last seen position without gap or duplicate',
  },
  {
    number: 94,
    group: 'Catch-up subscriptions',
    title: 'ends without an error when the client unsubscribes',
  },
  {
    number: 95,
    group: 'Catch-up subscriptions',
    title: 'filters by stream and type, by prefix and regex, in both phases',
  },
  { number: 96, group: 'Catch-up subscriptions', title: 'excludes system events' },
  {
    number: 97,
    group: 'Catch-up subscriptions',
    title: 'sends checkpoints for what a filter skips, and resumes from them',
  },
  {
    number: 98,
    group: 'Catch-up subscriptions',
    title: 'sends a checkpoint before it caught up when nothing matches',
    only: '>=24.2',
  },
  { number: 109, group: 'Connection', title: 'is found by gossip' },
  { number: 110, group: 'Connection', title: 'ignores credentials without TLS' },
  { number: 111, group: 'Connection', title: 'lists supported methods in lower case with a version' },
  {
    number: 112,
    group: 'Connection',
    title: 'serves the same client again after a restart',
    only: 'restart',
  },
  {
    number: 113,
    group: 'Connection',
    title: 'answers UNIMPLEMENTED to what it does not offer',
    only: 'embedded',
  },
  { number: 114, group: 'Connection', title: 'refuses reads that make no sense' },
  {
    number: 115,
    group: 'Connection',
    title: 'ends a unary append whose deadline passes, and goes on',
    only: 'embedded',
  },
  {
    number: 116,
    group: 'Connection',
    title: 'refuses by its name every method of the client that it does not offer',
    only: 'embedded',
  },
  {
    number: 117,
    group: 'Connection',
    title: 'refuses to resolve links, in reads and subscriptions',
    only: 'embedded',
  },
];

const asNumber = (version: string): number => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 100 + minor;
};

/** Why a case does not apply to a target; undefined when it does. */
export const notApplicable = ({ only }: ContractCase, target: Target): string | undefined => {
  if (only === undefined || target.kind === 'embedded') return undefined;
  switch (only) {
    case 'embedded':
      return 'The real server may hang or crash here, or its answer is not stable.';
    case 'restart':
      return 'The test stops and starts the server, which it can only do to its own.';
    case '<=25.0':
      return asNumber(target.version) <= asNumber('25.0')
        ? undefined
        : 'From 25.1 on the limit is 256 MiB instead of 1 MiB.';
    case '>=24.2':
      return asNumber(target.version) >= asNumber('24.2')
        ? undefined
        : 'Before 24.2 subscriptions do not say this.';
  }
};
