import { crc32 } from 'node:zlib';
import {
  fieldSize,
  readMapEntry,
  readStreamName,
  varintSize,
  WireReader,
  writeHeader,
  writeVarint,
} from '../protobuf/index.js';
import { DELETED, MAX_INT64, type ProposedEvent } from './model.js';

/**
 * A stored record is `crc32 (4 bytes, little endian)` followed by the protobuf message
 * `ReadResp.ReadEvent.RecordedEvent` exactly as it goes to clients, fields in this order:
 * id, stream, revision, prepare position, commit position, type, created, content type, custom metadata, data.
 * Where a scavenge removed records there is a gap instead: crc32, a zero byte, the position after it as a double.
 */
const CRC_BYTES = 4;
const GAP = 0;
const ticksPerMillisecond = 10_000n;

const typeEntry = Buffer.from('\x0a\x04type\x12', 'latin1');
const createdEntry = Buffer.from('\x0a\x07created\x12', 'latin1');
const contentTypeEntry = Buffer.from('\x0a\x0ccontent-type\x12', 'latin1');
const jsonType = Buffer.from('application/json');
const octetType = Buffer.from('application/octet-stream');
const deletedVarint = Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);

const UUID_BYTES = 36;

export type RecordPlace = Readonly<{ stream: string; number: number; position: number; createdMs: number }>;

/** A stored record that failed its checksum or does not parse. */
export class DamagedRecord extends Error {
  constructor(
    readonly position: number,
    readonly reason: string,
  ) {
    super(`The record at position ${position} is damaged: ${reason}`);
    this.name = 'DamagedRecord';
  }
}

type Metadata = Readonly<{ type: string; isJson: boolean; createdMs: number; bytes: Buffer }>;

const mapEntry = (key: Buffer, value: Buffer): Buffer => {
  const length = key.length + varintSize(value.length) + value.length;
  const entry = Buffer.allocUnsafe(fieldSize(length));
  let at = writeHeader(entry, 0, 6, length);
  at += key.copy(entry, at);
  value.copy(entry, writeVarint(entry, at, value.length));
  return entry;
};

let latest: Metadata = { type: '', isJson: false, createdMs: -1, bytes: Buffer.alloc(0) };

/** The fields type, created and content type; neighbours in a commit mostly share all three. */
const metadataOf = (type: string, isJson: boolean, createdMs: number): Buffer => {
  if (type !== latest.type || isJson !== latest.isJson || createdMs !== latest.createdMs) {
    const created = Buffer.from(String(BigInt(createdMs) * ticksPerMillisecond));
    const bytes = Buffer.concat([
      mapEntry(typeEntry, Buffer.from(type)),
      mapEntry(createdEntry, created),
      mapEntry(contentTypeEntry, isJson ? jsonType : octetType),
    ]);
    latest = { type, isJson, createdMs, bytes };
  }
  return latest.bytes;
};

/** Encodes one event for storage. */
export const encodeRecord = (event: ProposedEvent, place: RecordPlace): Buffer => {
  const streamLength = Buffer.byteLength(place.stream);
  const metadata = metadataOf(event.type, event.isJson, place.createdMs);
  const { customMetadata, data } = event;

  const idSize = fieldSize(UUID_BYTES);
  const streamSize = fieldSize(streamLength);
  const revisionSize =
    place.number === DELETED ? deletedVarint.length : place.number === 0 ? 0 : varintSize(place.number);
  const positionSize = 1 + varintSize(place.position);
  const size =
    fieldSize(idSize) +
    fieldSize(streamSize) +
    (revisionSize === 0 ? 0 : 1 + revisionSize) +
    2 * positionSize +
    metadata.length +
    (customMetadata.length === 0 ? 0 : fieldSize(customMetadata.length)) +
    (data.length === 0 ? 0 : fieldSize(data.length));

  const record = Buffer.allocUnsafe(CRC_BYTES + size);
  let at = writeHeader(record, CRC_BYTES, 1, idSize);
  at = writeHeader(record, at, 2, UUID_BYTES);
  at += record.write(event.id, at, 'latin1');
  at = writeHeader(record, at, 2, streamSize);
  at = writeHeader(record, at, 3, streamLength);
  at += record.write(place.stream, at, 'utf8');
  if (revisionSize > 0) {
    record[at++] = 3 << 3;
    at =
      place.number === DELETED ? at + deletedVarint.copy(record, at) : writeVarint(record, at, place.number);
  }
  record[at++] = 4 << 3;
  at = writeVarint(record, at, place.position);
  record[at++] = 5 << 3;
  at = writeVarint(record, at, place.position);
  at += metadata.copy(record, at);
  if (customMetadata.length > 0) {
    at = writeHeader(record, at, 7, customMetadata.length);
    record.set(customMetadata, at);
    at += customMetadata.length;
  }
  if (data.length > 0) {
    at = writeHeader(record, at, 8, data.length);
    record.set(data, at);
  }
  record.writeUInt32LE(crc32(record.subarray(CRC_BYTES)), 0);
  return record;
};

/** The `RecordedEvent` message inside a stored record; throws DamagedRecord when the checksum disagrees. */
export const recordedEventOf = (record: Buffer, position: number): Buffer => {
  if (record.length <= CRC_BYTES) throw new DamagedRecord(position, 'it is shorter than its header');
  const message = record.subarray(CRC_BYTES);
  if (crc32(message) !== record.readUInt32LE(0)) {
    throw new DamagedRecord(position, 'its checksum does not match its content');
  }
  return message;
};

/** What stands in the log for removed records up to, not including, `end`. */
export const encodeGap = (end: number): Buffer => {
  const gap = Buffer.alloc(CRC_BYTES + 9);
  gap.writeDoubleLE(end, CRC_BYTES + 1);
  gap.writeUInt32LE(crc32(gap.subarray(CRC_BYTES)), 0);
  return gap;
};

/** The position after a gap; undefined for a record. */
export const gapEndOf = (record: Buffer, position: number): number | undefined =>
  record[CRC_BYTES] === GAP ? recordedEventOf(record, position).readDoubleLE(1) : undefined;

/** A decoded record. `createdMs` is Unix time in milliseconds; `number` is DELETED for a tombstone. */
export type RecordedEvent = ProposedEvent & RecordPlace;

/** What filters look at. */
export type RecordName = Readonly<{ stream: string; type: string }>;

/** Reads stream name and type only, without touching the payload. */
export const nameOf = (message: Buffer): RecordName => {
  const reader = new WireReader(message);
  let stream = '';
  while (reader.next()) {
    if (reader.field === 2) stream = readStreamName(reader.message());
    else if (reader.field === 6) return { stream, type: readMapEntry(reader.message()).value };
    else reader.skip();
  }
  return { stream, type: '' };
};

const none = new Uint8Array();

/** Decodes a `RecordedEvent` message that `encodeRecord` made. */
export const decodeRecordedEvent = (message: Buffer): RecordedEvent => {
  const reader = new WireReader(message);
  let id = '';
  let stream = '';
  let number = 0;
  let position = 0;
  let type = '';
  let createdMs = 0;
  let isJson = false;
  let customMetadata: Uint8Array = none;
  let data: Uint8Array = none;
  while (reader.next()) {
    if (reader.field === 1) {
      const uuid = reader.message();
      while (uuid.next()) id = uuid.text();
    } else if (reader.field === 2) stream = readStreamName(reader.message());
    else if (reader.field === 3) {
      const wide = reader.bigVarint();
      number = wide === MAX_INT64 ? DELETED : Number(wide);
    } else if (reader.field === 4) position = reader.varint();
    else if (reader.field === 6) {
      const { key, value } = readMapEntry(reader.message());
      if (key === 'type') type = value;
      else if (key === 'created') createdMs = Number(BigInt(value) / ticksPerMillisecond);
      else isJson = value === 'application/json';
    } else if (reader.field === 7) customMetadata = reader.view();
    else if (reader.field === 8) data = reader.view();
    else reader.skip();
  }
  return { id, stream, number, position, type, createdMs, isJson, customMetadata, data };
};
