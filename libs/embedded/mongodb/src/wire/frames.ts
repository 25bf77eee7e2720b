import { HEADER_BYTES, ProtocolError } from './message.js';

/** Cuts a stream of bytes into messages. */
export class Frames {
  private chunks: Buffer[] = [];
  private buffered = 0;

  constructor(
    /** The longest message that is taken. */
    public maxBytes: number,
  ) {}

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
  }

  /** The next message if it is whole. @throws ProtocolError for an impossible length */
  next(): Buffer | undefined {
    const length = this.nextLength();
    if (length === undefined || this.buffered < length) return undefined;
    const all = this.joined();
    this.chunks = all.length > length ? [all.subarray(length)] : [];
    this.buffered = all.length - length;
    return all.subarray(0, length);
  }

  private nextLength(): number | undefined {
    if (this.buffered < HEADER_BYTES) return undefined;
    const first = this.chunks[0]!.length >= 4 ? this.chunks[0]! : this.joined();
    const length = first.readInt32LE(0);
    if (length < HEADER_BYTES || length > this.maxBytes) {
      throw new ProtocolError(`a message claims ${length} bytes, at most ${this.maxBytes} are taken`);
    }
    return length;
  }

  private joined(): Buffer {
    if (this.chunks.length > 1) this.chunks = [Buffer.concat(this.chunks, this.buffered)];
    return this.chunks[0]!;
  }
}
