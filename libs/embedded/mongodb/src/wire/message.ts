import { decodeDocument } from '../bson/decode.js';
import { type Doc, fieldKey, isDoc } from '../bson/document.js';
import { type CodeName, CommandError } from '../errors.js';
import { crc32c } from './crc32c.js';

export const OP_REPLY = 1;
export const OP_QUERY = 2004;
export const OP_MSG = 2013;

export const HEADER_BYTES = 16;
export const MAX_MESSAGE_BYTES = 48_000_000;
/** MongoDB takes no more of them in one message. */
const MAX_SEQUENCES = 2;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** Flags below this bit that are not known have to be refused, those above it left alone. */
const REQUIRED_FLAGS = 0xffff;

export type MessageHeader = Readonly<{ requestId: number; opCode: number }>;

/** What is asked for, and whether the sender waits for an answer. */
export type Request = Readonly<{ command: Doc; silent: boolean }>;

/** The bytes are no message of the protocol; nothing behind them can be trusted, so the connection ends. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  constructor(
    message: string,
    readonly codeName: CodeName = 'ProtocolError',
  ) {
    super(message);
  }
}

const invalidBson = (message: string): CommandError => new CommandError('InvalidBSON', message);

const documentAt = (bytes: Buffer, at: number, end: number): Buffer => {
  if (at + 5 > end) throw invalidBson('a document is cut short');
  const size = bytes.readInt32LE(at);
  if (size < 5 || at + size > end) throw invalidBson(`a document claims ${size} bytes`);
  return bytes.subarray(at, at + size);
};

const cString = (bytes: Buffer, at: number, end: number): Readonly<{ text: string; next: number }> => {
  const zero = bytes.indexOf(0, at);
  if (zero < 0 || zero >= end) throw invalidBson('a name has no end');
  return { text: bytes.toString('utf8', at, zero), next: zero + 1 };
};

type Sequence = Readonly<{ name: string; docs: readonly Doc[] }>;

const readSequence = (bytes: Buffer, at: number, end: number): Sequence => {
  const { text: name, next } = cString(bytes, at, end);
  const docs: Doc[] = [];
  for (let from = next; from < end;) {
    const document = documentAt(bytes, from, end);
    docs.push(decodeDocument(document));
    from += document.length;
  }
  return { name, docs };
};

const readSections = (
  bytes: Buffer,
  from: number,
  end: number,
): Readonly<{ body: Doc; sequences: readonly Sequence[] }> => {
  let body: Doc | undefined;
  const sequences: Sequence[] = [];
  let at = from;
  while (at < end) {
    const kind = bytes[at++]!;
    if (kind === 0) {
      if (body !== undefined) throw new CommandError('Location40430', 'Multiple body sections in message');
      const document = documentAt(bytes, at, end);
      body = decodeDocument(document);
      at += document.length;
    } else if (kind === 1) {
      if (sequences.length === MAX_SEQUENCES) {
        throw new ProtocolError('Too many document sequences in OP_MSG', 'TooManyDocumentSequences');
      }
      const size = at + 4 <= end ? bytes.readInt32LE(at) : 0;
      if (size < 6 || at + size > end) throw invalidBson(`a document sequence claims ${size} bytes`);
      sequences.push(readSequence(bytes, at + 4, at + size));
      at += size;
    } else {
      throw new CommandError('Location40432', `Unknown section kind ${kind}`);
    }
  }
  if (body === undefined) throw new CommandError('Location40587', 'OP_MSG messages must have a body');
  return { body, sequences };
};

const readMsg = (bytes: Buffer): Request => {
  const flags = bytes.readUInt32LE(HEADER_BYTES);
  if (flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) {
    throw new ProtocolError(`Message contains illegal flags value: ${flags.toString(2)}`, 'IllegalOpMsgFlag');
  }
  const end = flags & CHECKSUM_PRESENT ? bytes.length - 4 : bytes.length;
  if (end < bytes.length && bytes.readUInt32LE(end) !== crc32c(bytes.subarray(0, end))) {
    throw new ProtocolError('OP_MSG checksum does not match contents', 'ChecksumMismatch');
  }
  const { body, sequences } = readSections(bytes, HEADER_BYTES + 4, end);
  for (const { name, docs } of sequences) {
    const key = fieldKey(name);
    if (Object.hasOwn(body, key)) {
      throw new CommandError('Location40433', `Duplicate field between body and document sequence ${name}`);
    }
    body[key] = docs;
  }
  return { command: body, silent: (flags & MORE_TO_COME) !== 0 };
};

const greetings = new Set(['hello', 'isMaster', 'ismaster']);

/** OP_QUERY is only left for the first hello of a connection. */
const readQuery = (bytes: Buffer): Request => {
  const { text: namespace, next } = cString(bytes, HEADER_BYTES + 4, bytes.length);
  const query = decodeDocument(documentAt(bytes, next + 8, bytes.length));
  const wrapped = query['$query'];
  const command = isDoc(wrapped) ? wrapped : query;
  const name = Object.keys(command)[0] ?? '';
  if (!greetings.has(name)) {
    throw new CommandError(
      'UnsupportedOpQueryCommand',
      `Unsupported OP_QUERY command: ${name}. The client driver may require an upgrade.`,
    );
  }
  return { command: { ...command, $db: namespace.split('.')[0]! }, silent: false };
};

/** Of a message that has all its bytes. */
export const readHeader = (bytes: Buffer): MessageHeader => ({
  requestId: bytes.readInt32LE(4),
  opCode: bytes.readInt32LE(12),
});

/** @throws CommandError for what can be answered, ProtocolError for what ends the connection */
export const readRequest = ({ opCode }: MessageHeader, bytes: Buffer): Request => {
  if (opCode === OP_MSG && bytes.length >= HEADER_BYTES + 9) return readMsg(bytes);
  if (opCode === OP_QUERY && bytes.length >= HEADER_BYTES + 18) return readQuery(bytes);
  throw new ProtocolError(`operation ${opCode} of ${bytes.length} bytes is not there in this server`);
};

let lastReplyId = 0;

const header = (length: number, responseTo: number, opCode: number): Buffer => {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.writeInt32LE(length, 0);
  bytes.writeInt32LE((lastReplyId = (lastReplyId + 1) & 0x7fffffff), 4);
  bytes.writeInt32LE(responseTo, 8);
  bytes.writeInt32LE(opCode, 12);
  return bytes;
};

/** The answer to a request: in OP_REPLY if it came in OP_QUERY, else in OP_MSG. */
export const writeReply = ({ requestId, opCode }: MessageHeader, body: Uint8Array): Buffer => {
  if (opCode !== OP_QUERY) {
    const length = HEADER_BYTES + 5 + body.length;
    return Buffer.concat([header(length, requestId, OP_MSG), Buffer.alloc(5), body], length);
  }
  const length = HEADER_BYTES + 20 + body.length;
  const reply = Buffer.alloc(20);
  reply.writeInt32LE(8, 0);
  reply.writeInt32LE(1, 16);
  return Buffer.concat([header(length, requestId, OP_REPLY), reply, body], length);
};
