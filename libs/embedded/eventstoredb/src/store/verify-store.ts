import { DamagedStore } from './damaged-store.js';
import type { Entry, LmdbFile } from './lmdb-file.js';
import { FIRST_POSITION, STORE_FORMAT } from './log-store.js';
import { DELETED } from './model.js';
import {
  DamagedRecord,
  decodeRecordedEvent,
  gapEndOf,
  type RecordedEvent,
  recordedEventOf,
} from './record-codec.js';
import {
  DamagedValue,
  indexKey,
  numberValue,
  positionKey,
  streamKey,
  type StreamRow,
  streamRow,
} from './store-encoding.js';

/** What a complete check has read. */
export type StoreSummary = Readonly<{ records: number; streams: number; endPosition: number }>;

/** Its index reached the end of the log, which it knew as `nextPosition`. */
const FORMAT_WITHOUT_TAIL = 1;

const databases = ['log', 'index', 'streams', 'state'] as const;

/** Order-independent digest of the (number, position) pairs of one stream; log and index must agree on it. */
type Digest = { count: number; sum: number; mix: number };

const add = (digest: Digest, number: number, position: number, sign: 1 | -1): void => {
  const low = Math.imul(number | 0, 0x9e3779b1) ^ Math.imul(position | 0, 0x85ebca6b);
  const high = Math.imul((position / 2 ** 32) | 0, 0xc2b2ae35);
  const hash = Math.imul(low ^ high ^ (low >>> 15), 0x27d4eb2f);
  digest.count += sign;
  digest.sum = (digest.sum + sign * hash) | 0;
  digest.mix = (digest.mix + sign * Math.imul(hash ^ (hash >>> 13), 0x165667b1)) | 0;
};

type Stream = Readonly<{ name: string; row: StreamRow; digest: Digest }>;

/**
 * Reads every page and every record and proves that they belong together: checksums, no record missing between
 * the first position and the last, every record in the index of its stream once, but for those after the place that
 * the index reaches, which count on from it. Throws DamagedStore.
 */
export const verifyStore = (file: LmdbFile): StoreSummary => {
  const trees = file.databases();
  const entriesOf = (name: (typeof databases)[number]) => {
    const tree = trees.get(name);
    if (tree === undefined) throw new DamagedStore(`database ${name}`, 'it is missing');
    return file.entries(tree);
  };
  const state = readState(entriesOf('state'));
  const streams = readStreams(entriesOf('streams'), state.nextStreamId);
  const log = readLog(entriesOf('log'), streams, state.indexedTo);
  readIndex(entriesOf('index'), streams);
  for (const name of trees.keys()) {
    if (!databases.includes(name as 'log'))
      throw new DamagedStore(`database ${name}`, 'it does not belong here');
  }
  file.checkFreePages();
  return { records: log.records, streams: streams.size + log.newStreams, endPosition: log.end };
};

type Codec<T> = Readonly<{ decode: (bytes: Buffer) => T; length: number }>;

const decoded = <T>(place: string, codec: Codec<T>, value: Buffer): T => {
  if (value.length !== codec.length) throw new DamagedStore(place, 'a value has a wrong length');
  try {
    return codec.decode(value);
  } catch (error) {
    if (error instanceof DamagedValue) throw new DamagedStore(place, 'a value fails its check');
    throw error;
  }
};

const readState = (entries: Iterable<Entry>) => {
  const state = new Map<string, number>();
  for (const { key, value } of entries) {
    state.set(key.toString('utf8'), decoded('database state', numberValue, value));
  }
  const numberAt = (name: string): number => {
    const value = state.get(name);
    if (value === undefined) throw new DamagedStore('database state', `${name} is missing`);
    return value;
  };
  const format = numberAt('format');
  const nextStreamId = numberAt('nextStreamId');
  if (format === FORMAT_WITHOUT_TAIL) return { indexedTo: numberAt('nextPosition'), nextStreamId };
  if (format === STORE_FORMAT) return { indexedTo: numberAt('indexedTo'), nextStreamId };
  throw new DamagedStore('database state', `the format is ${format}, this code reads ${STORE_FORMAT}`);
};

const readStreams = (entries: Iterable<Entry>, nextStreamId: number): Map<string, Stream> => {
  const streams = new Map<string, Stream>();
  const ids = new Set<number>();
  for (const { key, value } of entries) {
    const name = key.toString('utf8');
    const row = decoded(`stream '${name}'`, streamRow, value);
    if (row[0] >= nextStreamId || ids.has(row[0])) {
      throw new DamagedStore(`stream '${name}'`, 'its row makes no sense');
    }
    ids.add(row[0]);
    streams.set(key.toString('latin1'), { name, row, digest: { count: 0, sum: 0, mix: 0 } });
  }
  return streams;
};

const readLog = (
  entries: Iterable<Entry>,
  streams: ReadonlyMap<string, Stream>,
  indexedTo: number,
): Readonly<{ records: number; newStreams: number; end: number }> => {
  let expected = FIRST_POSITION;
  let records = 0;
  const tail = new Map<string, number>();
  let newStreams = 0;
  for (const { key, value } of entries) {
    const position = positionKey.readKey(key);
    if (position !== expected) {
      throw new DamagedStore(`position ${expected}`, `the next record is at position ${position}`);
    }
    try {
      const gapEnd = gapEndOf(value, position);
      if (gapEnd === undefined) {
        const event = decodedRecord(position, recordedEventOf(value, position));
        if (position < indexedTo) checkRecord(event, streams);
        else if (checkTailRecord(event, tail) && !streams.has(keyOf(event.stream))) newStreams++;
        records++;
      }
      expected = gapEnd ?? position + value.length;
    } catch (error) {
      if (error instanceof DamagedRecord) throw new DamagedStore(`position ${position}`, error.reason);
      throw error;
    }
  }
  if (expected < indexedTo) {
    throw new DamagedStore(`position ${expected}`, `the log ends there, before ${indexedTo}`);
  }
  return { records, newStreams, end: expected };
};

const keyOf = (stream: string) => streamKey(stream).toString('latin1');

const decodedRecord = (position: number, message: Buffer): RecordedEvent => {
  const event = decodeRecordedEvent(message);
  if (event.position !== position) {
    throw new DamagedStore(`position ${position}`, `the record is that of position ${event.position}`);
  }
  return event;
};

/** Events that the index does not have follow on each other; answers whether this is the first of its stream. */
const checkTailRecord = ({ stream, number, position }: RecordedEvent, tail: Map<string, number>): boolean => {
  const last = tail.get(stream);
  if (last !== undefined && number !== DELETED && number !== last + 1) {
    throw new DamagedStore(`position ${position}`, `event ${number} of stream '${stream}' follows ${last}`);
  }
  tail.set(stream, number);
  return last === undefined;
};

const checkRecord = (event: RecordedEvent, streams: ReadonlyMap<string, Stream>): void => {
  const { position } = event;
  const place = `position ${position}`;
  const stream = streams.get(keyOf(event.stream));
  if (stream === undefined) throw new DamagedStore(place, `its stream '${event.stream}' is not known`);
  const [, , tombstonePosition] = stream.row;
  if (event.number === DELETED) {
    if (tombstonePosition !== position) {
      throw new DamagedStore(place, `stream '${event.stream}' does not know of its tombstone`);
    }
    return;
  }
  add(stream.digest, event.number, position, 1);
};

const readIndex = (entries: Iterable<Entry>, streams: ReadonlyMap<string, Stream>): void => {
  const byId = new Map([...streams.values()].map((stream) => [stream.row[0], stream]));
  for (const { key, value } of entries) {
    const [id, number] = indexKey.readKey(key);
    const stream = byId.get(id);
    if (stream === undefined) throw new DamagedStore('database index', `it has an unknown stream ${id}`);
    const position = decoded(`event ${number} of stream '${stream.name}'`, numberValue, value);
    add(stream.digest, number, position, -1);
  }
  for (const { name, digest } of streams.values()) {
    if (digest.count !== 0 || digest.sum !== 0 || digest.mix !== 0) {
      throw new DamagedStore(`stream '${name}'`, 'the index and the log disagree about its events');
    }
  }
};
