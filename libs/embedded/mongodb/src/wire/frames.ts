import { HEADER_BYTES, MAX_MESSAGE_BYTES, ProtocolError } from './message.js';

/** Cuts a stream of bytes into messages. */
export class Frames {
  private chunks: Buffer[] = [];
  private buffered = 0;

  /** Takes what has come and gives the messages that are whole. @throws ProtocolError for an impossible length */
  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
    const messages: Buffer[] = [];
    for (;;) {
      const length = this.nextLength();
      if (length === undefined || this.buffered < length) return messages;
      const all = this.joined();
      messages.push(all.subarray(0, length));
      this.chunks = all.length > length ? [all.subarray(length)] : [];
      this.buffered = all.length - length;
    }
  }

  private nextLength(): number | undefined {
    if (this.buffered < HEADER_BYTES) return undefined;
    const first = this.chunks[0]!.length >= 4 ? this.chunks[0]! : this.joined();
    const length = first.readInt32LE(0);
    if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) {
      throw new ProtocolError(`a message claims ${length} bytes`);
    }
    return length;
  }

  private joined(): Buffer {
    if (this.chunks.length > 1) this.chunks = [Buffer.concat(this.chunks, this.buffered)];
    return this.chunks[0]!;
  }
}
