import { MalformedMessage, readMapEntry, readStreamName, WireReader } from '../protobuf/index.js';
import { type Expected, type ProposedEvent, typeNameFault } from '../store/index.js';

/** Options that Append, BatchAppend, Delete and Tombstone share. `deadlineMs` is Unix time. */
export type WriteOptions = Readonly<{
  stream: string;
  expected: Expected | undefined;
  deadlineMs: number | undefined;
}>;

/** An event as it came; `type` or `contentType` may be missing. */
export type ProposedMessage = Readonly<{
  id: string;
  type: string | undefined;
  contentType: string | undefined;
  customMetadata: Uint8Array;
  data: Uint8Array;
}>;

export type AppendChunk = Readonly<{ options?: WriteOptions; message?: ProposedMessage }>;

/** `correlationId` is the UUID message as received, to be echoed byte for byte. */
export type BatchChunk = Readonly<{
  correlationId: Buffer;
  options: WriteOptions | undefined;
  messages: readonly ProposedMessage[];
  isFinal: boolean;
  /** Why options or an event of it cannot be read: that append fails, and no other of the call. */
  fault: string | undefined;
}>;

const NO_STREAM_REVISION = 18446744073709551615n;
const noBytes = new Uint8Array();

const hexOf = (value: bigint) => BigInt.asUintN(64, value).toString(16).padStart(16, '0');

const structuredUuid = (reader: WireReader): string => {
  let high = 0n;
  let low = 0n;
  while (reader.next()) {
    if (reader.field === 1) high = reader.bigVarint();
    else if (reader.field === 2) low = reader.bigVarint();
    else reader.skip();
  }
  const hex = hexOf(high) + hexOf(low);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID message as a lower-case string. */
export const readUuid = (reader: WireReader): string => {
  let id = '';
  while (reader.next()) {
    if (reader.field === 1) id = structuredUuid(reader.message());
    else if (reader.field === 2) id = reader.text().toLowerCase();
    else reader.skip();
  }
  if (!uuidPattern.test(id)) throw new MalformedMessage(`'${id}' is not a UUID`);
  return id;
};

const readMilliseconds = (reader: WireReader): number => {
  let milliseconds = 0;
  while (reader.next()) {
    // Negative int64 values come as ten-byte varints.
    const value = Number(BigInt.asIntN(64, reader.bigVarint()));
    milliseconds += reader.field === 1 ? value * 1000 : value / 1e6;
  }
  return milliseconds;
};

const readExactRevision = (revision: bigint): Expected => {
  if (revision === NO_STREAM_REVISION) return 'no_stream';
  if (revision >= 1n << 63n) throw new MalformedMessage(`${revision} is not a stream revision`);
  return revision;
};

const readOptions = (reader: WireReader): WriteOptions => {
  let stream = '';
  let expected: Expected | undefined;
  let deadlineMs: number | undefined;
  while (reader.next()) {
    if (reader.field === 1) stream = readStreamName(reader.message());
    else if (reader.field === 2) expected = readExactRevision(reader.bigVarint());
    else if (reader.field === 6) deadlineMs = readMilliseconds(reader.message());
    else if (reader.field === 7) deadlineMs = Date.now() + readMilliseconds(reader.message());
    else {
      if (reader.field === 3) expected = 'no_stream';
      else if (reader.field === 4) expected = 'any';
      else if (reader.field === 5) expected = 'stream_exists';
      reader.skip();
    }
  }
  return { stream, expected, deadlineMs };
};

const readMessage = (reader: WireReader): ProposedMessage => {
  let id = '';
  let type: string | undefined;
  let contentType: string | undefined;
  let customMetadata: Uint8Array = noBytes;
  let data: Uint8Array = noBytes;
  while (reader.next()) {
    if (reader.field === 1) id = readUuid(reader.message());
    else if (reader.field === 2) {
      const { key, value } = readMapEntry(reader.message());
      if (key === 'type') type = value;
      else if (key === 'content-type') contentType = value;
    } else if (reader.field === 3) customMetadata = reader.view();
    else if (reader.field === 4) data = reader.view();
    else reader.skip();
  }
  return { id, type, contentType, customMetadata, data };
};

export const readAppendChunk = (bytes: Buffer): AppendChunk => {
  const reader = new WireReader(bytes);
  let chunk: AppendChunk = {};
  while (reader.next()) {
    if (reader.field === 1) chunk = { options: readOptions(reader.message()) };
    else if (reader.field === 2) chunk = { message: readMessage(reader.message()) };
    else reader.skip();
  }
  return chunk;
};

export const readBatchChunk = (bytes: Buffer): BatchChunk => {
  const reader = new WireReader(bytes);
  let correlationId = Buffer.alloc(0);
  let options: WriteOptions | undefined;
  const messages: ProposedMessage[] = [];
  let isFinal = false;
  let fault: string | undefined;
  const attempt = (part: WireReader, read: (part: WireReader) => void) => {
    try {
      read(part);
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      fault ??= error.message;
    }
  };
  while (reader.next()) {
    if (reader.field === 1) correlationId = Buffer.from(reader.view());
    else if (reader.field === 2) attempt(reader.message(), (part) => (options = readOptions(part)));
    else if (reader.field === 3) attempt(reader.message(), (part) => messages.push(readMessage(part)));
    else if (reader.field === 4) isFinal = reader.varint() !== 0;
    else reader.skip();
  }
  if (correlationId.length > LONGEST_UUID) throw new MalformedMessage('The correlation id is no UUID');
  return { correlationId, options, messages, isFinal, fault };
};

/** A UUID as text, with the tags and lengths around it. */
const LONGEST_UUID = 64;

/** Delete and Tombstone requests: one message with the options in field 1. */
export const readDelete = (bytes: Buffer): WriteOptions => {
  const reader = new WireReader(bytes);
  let options: WriteOptions = { stream: '', expected: undefined, deadlineMs: undefined };
  while (reader.next()) {
    if (reader.field === 1) options = readOptions(reader.message());
    else reader.skip();
  }
  return options;
};

/** Undefined when `type` or `content-type` is missing; throws MalformedMessage on an empty id and on no name of a type. */
export const toProposedEvent = (message: ProposedMessage): ProposedEvent | undefined => {
  const { id, type, contentType, customMetadata, data } = message;
  if (type === undefined || contentType === undefined) return undefined;
  const fault = typeNameFault(type);
  if (fault !== undefined) throw new MalformedMessage(fault);
  if (id === '' || id === '00000000-0000-0000-0000-000000000000') {
    throw new MalformedMessage('The event id is empty');
  }
  return { id, type, isJson: contentType === 'application/json', customMetadata, data };
};

/** About what a proposed event takes in memory, in bytes. */
export const sizeOf = ({ type, customMetadata, data }: ProposedEvent): number =>
  EVENT_OVERHEAD + type.length + customMetadata.length + data.length;

const EVENT_OVERHEAD = 100;
