import { gunzipSync, inflateSync } from 'node:zlib';
import { status } from '@grpc/grpc-js';
import { CallFailed, failed } from './status.js';

/** A compressed flag and a 32-bit length stand before each message. Source: PROTOCOL-HTTP2.md of gRPC. */
export const FRAME_HEADER_BYTES = 5;

const COMPRESSED = 1;

const decompressors = { gzip: gunzipSync, deflate: inflateSync } as const;

/** What clients may compress messages with; ours are never compressed. */
export const acceptedEncodings = ['identity', ...Object.keys(decompressors)].join(',');

/** Writes the header of a message of `length` bytes; answers where the message starts. */
export const writeFrameHeader = (target: Buffer, offset: number, length: number): number => {
  target[offset] = 0;
  return target.writeUInt32BE(length, offset + 1);
};

/**
 * Cuts a stream of bytes into messages. Throws CallFailed with RESOURCE_EXHAUSTED on one of more than `limit` bytes,
 * with UNIMPLEMENTED on an unknown encoding and with INTERNAL on bytes that are no message.
 */
export class FrameReader {
  private rest: Buffer[] = [];
  private restLength = 0;

  constructor(
    private readonly limit: number,
    private readonly encoding: string | undefined,
  ) {}

  /** The messages that `chunk` completes; they share its memory where they can. */
  push(chunk: Buffer): Buffer[] {
    const messages: Buffer[] = [];
    this.rest.push(chunk);
    this.restLength += chunk.length;
    // Chunks of a long message are joined once, when it is whole.
    if (this.restLength < this.needed()) return messages;
    const bytes = this.rest.length === 1 ? chunk : Buffer.concat(this.rest);
    let offset = 0;
    while (bytes.length - offset >= FRAME_HEADER_BYTES) {
      const end = offset + FRAME_HEADER_BYTES + this.lengthAt(bytes, offset);
      if (end > bytes.length) break;
      const message = bytes.subarray(offset + FRAME_HEADER_BYTES, end);
      messages.push(bytes[offset] === COMPRESSED ? this.decompress(message) : message);
      offset = end;
    }
    this.rest = offset === bytes.length ? [] : [bytes.subarray(offset)];
    this.restLength = bytes.length - offset;
    return messages;
  }

  /** Throws when the bytes so far end inside a message. */
  end(): void {
    if (this.restLength > 0) throw new CallFailed(failed(status.INTERNAL, 'A message was cut off'));
  }

  private needed(): number {
    const [first] = this.rest;
    if (first === undefined || first.length < FRAME_HEADER_BYTES) return FRAME_HEADER_BYTES;
    return FRAME_HEADER_BYTES + this.lengthAt(first, 0);
  }

  private lengthAt(bytes: Buffer, offset: number): number {
    const length = bytes.readUInt32BE(offset + 1);
    if (length > this.limit) throw tooLarge(length, this.limit);
    return length;
  }

  private decompress(message: Buffer): Buffer {
    const inflate = decompressors[this.encoding as keyof typeof decompressors];
    if (inflate === undefined) {
      throw new CallFailed(
        failed(status.UNIMPLEMENTED, `Messages cannot be encoded with ${this.encoding ?? 'identity'}`),
      );
    }
    try {
      return inflate(message, { maxOutputLength: this.limit });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
        throw tooLarge(undefined, this.limit);
      throw new CallFailed(failed(status.INTERNAL, `A message is not ${this.encoding}: ${String(error)}`));
    }
  }
}

const tooLarge = (length: number | undefined, limit: number) =>
  new CallFailed(
    failed(
      status.RESOURCE_EXHAUSTED,
      `Received message larger than max (${length ?? 'decompressed'} vs. ${limit})`,
    ),
  );
