import { decodeDocument, isDoc, setField, type Doc } from '../bson/document.js';
import { crc32c } from './crc32c.js';

export const OP_REPLY = 1;
export const OP_QUERY = 2004;
export const OP_MSG = 2013;

export const HEADER_BYTES = 16;
export const MAX_MESSAGE_BYTES = 48_000_000;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** Flags below this bit that are not known have to be refused, those above it left alone. */
const REQUIRED_FLAGS = 0xffff;

/** A request as it came: what is asked for, and how the answer is wanted. */
export type Request = Readonly<{
  requestId: number;
  opCode: typeof OP_MSG | typeof OP_QUERY;
  command: Doc;
  /** The sender waits for no answer. */
  silent: boolean;
}>;

/** The bytes are no message of the protocol; the connection cannot go on. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** A message whose frame is right but whose content is not: it can be answered. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';

  constructor(
    message: string,
    readonly requestId: number,
  ) {
    super(message);
  }
}

const decode = (bytes: Uint8Array, requestId: number): Doc => {
  try {
    return decodeDocument(bytes);
  } catch (error) {
    throw new MalformedMessage(
      `invalid BSON: ${error instanceof Error ? error.message : String(error)}`,
      requestId,
    );
  }
};

const documentAt = (bytes: Buffer, at: number, end: number): Buffer => {
  if (at + 5 > end) throw new ProtocolError('a document is cut short');
  const size = bytes.readInt32LE(at);
  if (size < 5 || at + size > end) throw new ProtocolError(`a document claims ${size} bytes`);
  return bytes.subarray(at, at + size);
};

const cString = (bytes: Buffer, at: number, end: number): string => {
  const zero = bytes.indexOf(0, at);
  if (zero < 0 || zero >= end) throw new ProtocolError('a name has no end');
  return bytes.toString('utf8', at, zero);
};

const readSequence = (
  bytes: Buffer,
  at: number,
  end: number,
  requestId: number,
): Readonly<{ name: string; docs: Doc[] }> => {
  const name = cString(bytes, at, end);
  const docs: Doc[] = [];
  let next = at + Buffer.byteLength(name) + 1;
  while (next < end) {
    const document = documentAt(bytes, next, end);
    docs.push(decode(document, requestId));
    next += document.length;
  }
  return { name, docs };
};

const readMsg = (bytes: Buffer, requestId: number): Request => {
  const flags = bytes.readUInt32LE(HEADER_BYTES);
  if (flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) {
    throw new ProtocolError(`unknown required flags ${flags.toString(2)}`);
  }
  let end = bytes.length;
  if (flags & CHECKSUM_PRESENT) {
    end -= 4;
    if (end < HEADER_BYTES + 4 || bytes.readUInt32LE(end) !== crc32c(bytes.subarray(0, end))) {
      throw new ProtocolError('OP_MSG checksum does not match contents');
    }
  }
  let command: Doc | undefined;
  const sequences: ReturnType<typeof readSequence>[] = [];
  let at = HEADER_BYTES + 4;
  while (at < end) {
    const kind = bytes[at]!;
    at++;
    if (kind === 0) {
      if (command !== undefined) throw new ProtocolError('OP_MSG has more than one body');
      const document = documentAt(bytes, at, end);
      command = decode(document, requestId);
      at += document.length;
    } else if (kind === 1) {
      const size = at + 4 <= end ? bytes.readInt32LE(at) : 0;
      if (size < 6 || at + size > end) throw new ProtocolError(`a document sequence claims ${size} bytes`);
      sequences.push(readSequence(bytes, at + 4, at + size, requestId));
      at += size;
    } else {
      throw new ProtocolError(`unknown section kind ${kind}`);
    }
  }
  if (command === undefined) throw new ProtocolError('OP_MSG has no body');
  for (const { name, docs } of sequences) {
    if (Object.hasOwn(command, name))
      throw new ProtocolError(`field ${name} is in the body and in a sequence`);
    setField(command, name, docs);
  }
  return { requestId, opCode: OP_MSG, command, silent: (flags & MORE_TO_COME) !== 0 };
};

/** OP_QUERY is only for the first hello of a connection. */
const readQuery = (bytes: Buffer, requestId: number): Request => {
  const namespace = cString(bytes, HEADER_BYTES + 4, bytes.length);
  const at = HEADER_BYTES + 4 + Buffer.byteLength(namespace) + 1 + 8;
  const query = decode(documentAt(bytes, at, bytes.length), requestId);
  const database = namespace.split('.')[0]!;
  const wrapped = query['$query'];
  const command = isDoc(wrapped) ? wrapped : query;
  return { requestId, opCode: OP_QUERY, command: { ...command, $db: database }, silent: false };
};

/** Reads a whole message, header included. @throws ProtocolError, MalformedMessage */
export const readMessage = (bytes: Buffer): Request => {
  const requestId = bytes.readInt32LE(4);
  const opCode = bytes.readInt32LE(12);
  if (opCode === OP_MSG && bytes.length >= HEADER_BYTES + 9) return readMsg(bytes, requestId);
  if (opCode === OP_QUERY && bytes.length >= HEADER_BYTES + 18) return readQuery(bytes, requestId);
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

/** The answer to a request, in the operation that it came in. */
export const writeReply = (
  { requestId, opCode }: Pick<Request, 'requestId' | 'opCode'>,
  body: Uint8Array,
): Buffer => {
  if (opCode === OP_MSG) {
    const length = HEADER_BYTES + 5 + body.length;
    return Buffer.concat([header(length, requestId, OP_MSG), Buffer.alloc(5), body], length);
  }
  const length = HEADER_BYTES + 20 + body.length;
  const reply = Buffer.alloc(20);
  reply.writeInt32LE(8, 0);
  reply.writeInt32LE(1, 16);
  return Buffer.concat([header(length, requestId, OP_REPLY), reply, body], length);
};
