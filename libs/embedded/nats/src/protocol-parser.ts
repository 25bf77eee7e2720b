import { ProtocolViolation, refusals } from './errors.js';

/** The line before a payload. `headerSize` is undefined for PUB; `size` counts headers and body, in bytes. */
export type PublishLine = Readonly<{
  subject: string;
  reply: string | undefined;
  headerSize: number | undefined;
  size: number;
}>;

/** What a client may say. A handler that throws `ProtocolViolation` stops the parser. */
export type ProtocolHandler = Readonly<{
  connect(json: string): void;
  subscribe(subject: string, queue: string | undefined, sid: string): void;
  /** `max` is undefined when absent or unreadable: both mean "now". */
  unsubscribe(sid: string, max: number | undefined): void;
  /** The payload is still to come. */
  publishAnnounced(line: PublishLine): void;
  /** `content` is headers, body and the closing CRLF. */
  publish(line: PublishLine, content: Buffer): void;
  ping(): void;
  pong(): void;
  /** The client reports an error of ours. */
  error(text: string): void;
}>;

type Operation = 'PUB' | 'HPUB' | 'SUB' | 'UNSUB' | 'PING' | 'PONG' | 'CONNECT' | 'INFO' | '+OK' | '-ERR';
const operations: readonly (readonly [Operation, Buffer])[] = (
  ['PUB', 'HPUB', 'SUB', 'UNSUB', 'PING', 'PONG', 'CONNECT', 'INFO', '+OK', '-ERR'] as const
).map((name) => [name, Buffer.from(name)]);

const newline = 0x0a;
const carriageReturn = 0x0d;
const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09;
const upperCase = (byte: number | undefined): number | undefined =>
  byte !== undefined && byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;

/** Control lines are kept as latin1: subjects are bytes, and so go out as they came in. */
const text = (line: Buffer, start: number, end: number): string => line.toString('latin1', start, end);
const words = (line: string): string[] => line.split(/[ \t\r]+/).filter((word) => word !== '');

/** At most nine digits, as in nats-server. */
const sizeOf = (word: string | undefined): number | undefined =>
  word !== undefined && /^\d{1,9}$/.test(word) ? Number(word) : undefined;

/** Cuts a client's bytes, in whatever pieces they arrive, into operations. Payloads are not copied when they come whole. */
export class ProtocolParser {
  readonly #handler: ProtocolHandler;
  readonly #maxControlLine: number;
  #line: Buffer | undefined;
  #publish: PublishLine | undefined;
  #content: Buffer | undefined;
  #filled = 0;
  #stopped = false;

  /** Set while the client still has to authenticate: anything but CONNECT is then refused at its first byte. */
  connectOnly = false;

  constructor(handler: ProtocolHandler, maxControlLine: number) {
    this.#handler = handler;
    this.#maxControlLine = maxControlLine;
  }

  /** Reads no further, not even in the chunk at hand. */
  stop(): void {
    this.#stopped = true;
  }

  push(chunk: Buffer): void {
    let position = 0;
    while (position < chunk.length && !this.#stopped) {
      position =
        this.#publish === undefined
          ? this.#takeLine(chunk, position)
          : this.#takeContent(this.#publish, chunk, position);
    }
  }

  #takeLine(chunk: Buffer, start: number): number {
    const end = chunk.indexOf(newline, start);
    const stop = end < 0 ? chunk.length : end;
    if (this.#line === undefined && end >= 0) {
      this.#readLine(chunk, start, stop);
      return end + 1;
    }
    const piece = chunk.subarray(start, stop);
    const line = this.#line === undefined ? piece : Buffer.concat([this.#line, piece]);
    if (end < 0) {
      this.#line = this.#checkUnfinished(line);
      return chunk.length;
    }
    this.#line = undefined;
    this.#readLine(line, 0, line.length);
    return end + 1;
  }

  /** A line without its end yet: wrong ones are refused now, and the rest of a PING, which nobody reads, is not kept. */
  #checkUnfinished(line: Buffer): Buffer {
    this.#checkFirstByte(line[0]);
    const found = this.#operationAt(line, 0, line.length);
    if (found === undefined) return line;
    const [name, { length }] = found;
    if (name === 'PING' || name === 'PONG' || name === '+OK') return line.subarray(0, length);
    this.#checkLength(line.length - length - ' \r'.length);
    return line;
  }

  #checkFirstByte(byte: number | undefined): void {
    if (this.connectOnly && upperCase(byte) !== 0x43) throw ProtocolViolation.refused(refusals.unauthorized);
  }

  #checkLength(length: number): void {
    if (length > this.#maxControlLine) throw ProtocolViolation.refused(refusals.controlLineTooLong);
  }

  /** The operation that starts here; undefined when there are too few bytes to tell. */
  #operationAt(line: Buffer, start: number, end: number): readonly [Operation, Buffer] | undefined {
    const available = end - start;
    let mayFollow = false;
    for (const operation of operations) {
      const name = operation[1];
      let same = 0;
      while (same < name.length && same < available && upperCase(line[start + same]) === name[same]) same++;
      if (same === name.length) return operation;
      mayFollow ||= same === available;
    }
    if (!mayFollow) throw ProtocolViolation.refused(refusals.unknownOperation);
    return undefined;
  }

  #readLine(line: Buffer, start: number, stop: number): void {
    this.#checkFirstByte(line[start]);
    const found = start < stop ? this.#operationAt(line, start, stop) : undefined;
    if (found === undefined) throw ProtocolViolation.refused(refusals.unknownOperation);
    const [name, { length }] = found;
    let from = start + length;
    if (name === 'PING') return this.#handler.ping();
    if (name === 'PONG') return this.#handler.pong();
    if (name === '+OK') return;
    if (name !== 'CONNECT' && name !== 'INFO' && !isBlank(line[from])) {
      throw ProtocolViolation.refused(refusals.unknownOperation);
    }
    const end = stop > from && line[stop - 1] === carriageReturn ? stop - 1 : stop;
    while (from < end && isBlank(line[from])) from++;
    this.#checkLength(end - from);
    this.#readArguments(name, line, from, end);
  }

  #readArguments(name: Operation, line: Buffer, from: number, end: number): void {
    switch (name) {
      case 'PUB':
      case 'HPUB':
        return this.#readPublish(name, text(line, from, end));
      case 'SUB':
        return this.#readSubscribe(text(line, from, end));
      case 'UNSUB':
        return this.#readUnsubscribe(text(line, from, end));
      case 'CONNECT':
        return this.#handler.connect(line.toString('utf8', from, end));
      case 'INFO':
        return checkInfo(line.toString('utf8', from, end));
      case '-ERR':
        return this.#handler.error(text(line, from, end));
    }
  }

  #readPublish(name: 'PUB' | 'HPUB', line: string): void {
    // Only here a stray carriage return is part of a word, as in nats-server.
    const given = line.split(/[ \t]+/).filter((word) => word !== '');
    const sizes = name === 'PUB' ? 1 : 2;
    const [subject, reply] = given;
    if (subject === undefined || given.length < 1 + sizes || given.length > 2 + sizes) {
      throw new ProtocolViolation(`${name}: wrong number of arguments`);
    }
    const size = sizeOf(given.at(-1));
    const headerSize = name === 'PUB' ? undefined : sizeOf(given.at(-2));
    if (size === undefined || (name === 'HPUB' && headerSize === undefined)) {
      throw new ProtocolViolation(`${name}: unreadable size`);
    }
    if (headerSize !== undefined && headerSize > size) {
      throw new ProtocolViolation(`${name}: headers larger than the message`);
    }
    const announced = {
      subject,
      reply: given.length === 2 + sizes ? reply : undefined,
      headerSize,
      size,
    };
    this.#handler.publishAnnounced(announced);
    this.#publish = announced;
  }

  #readSubscribe(line: string): void {
    const given = words(line);
    const [subject, queue] = given;
    const sid = given.at(-1);
    if (subject === undefined || sid === undefined || given.length < 2 || given.length > 3) {
      throw new ProtocolViolation('SUB: wrong number of arguments');
    }
    this.#handler.subscribe(subject, given.length === 3 ? queue : undefined, sid);
  }

  #readUnsubscribe(line: string): void {
    const given = words(line);
    const [sid, max] = given;
    if (sid === undefined || given.length > 2)
      throw new ProtocolViolation('UNSUB: wrong number of arguments');
    this.#handler.unsubscribe(sid, sizeOf(max));
  }

  #takeContent(line: PublishLine, chunk: Buffer, start: number): number {
    const length = line.size + 2;
    if (this.#content === undefined && chunk.length - start >= length) {
      this.#finish(line, chunk.subarray(start, start + length));
      return start + length;
    }
    this.#content ??= Buffer.allocUnsafe(length);
    const copied = chunk.copy(this.#content, this.#filled, start);
    this.#filled += copied;
    if (this.#filled > line.size && this.#content[line.size] !== carriageReturn) {
      throw ProtocolViolation.refused(refusals.unknownOperation);
    }
    if (this.#filled === length) this.#finish(line, this.#content);
    return start + copied;
  }

  #finish(line: PublishLine, content: Buffer): void {
    if (content[line.size] !== carriageReturn || content[line.size + 1] !== newline) {
      throw ProtocolViolation.refused(refusals.unknownOperation);
    }
    this.#publish = undefined;
    this.#content = undefined;
    this.#filled = 0;
    this.#handler.publish(line, content);
  }
}

/** Only servers have a use for INFO, but nats-server still closes on one that is not JSON. */
const checkInfo = (json: string): void => {
  try {
    JSON.parse(json);
  } catch (cause) {
    throw new ProtocolViolation(`INFO: ${String(cause)}`);
  }
};
