import { gzipSync } from 'node:zlib';
import { status } from '@grpc/grpc-js';
import { describe, expect, it } from '@jest/globals';
import { FRAME_HEADER_BYTES, FrameReader, writeFrameHeader } from './frames.js';
import { CallFailed } from './status.js';

const frame = (message: Buffer, flag = 0) => {
  const bytes = Buffer.alloc(FRAME_HEADER_BYTES + message.length);
  message.copy(bytes, writeFrameHeader(bytes, 0, message.length));
  bytes[0] = flag;
  return bytes;
};

const failureOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof CallFailed) return error.status;
    throw error;
  }
  return undefined;
};

describe('FrameReader', () => {
  const messages = ['first', '', 'x'.repeat(300)].map((text) => Buffer.from(text));
  const bytes = Buffer.concat(messages.map((message) => frame(message)));

  it('gives the same messages wherever the bytes are cut', () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      const reader = new FrameReader(1000, undefined);
      const read = [...reader.push(bytes.subarray(0, cut)), ...reader.push(bytes.subarray(cut))];
      expect(read).toEqual(messages);
      reader.end();
    }
  });

  it('takes bytes one by one', () => {
    const reader = new FrameReader(1000, undefined);
    expect(Array.from(bytes).flatMap((byte) => reader.push(Buffer.from([byte])))).toEqual(messages);
  });

  it('refuses a message beyond the limit before it has arrived', () => {
    const reader = new FrameReader(299, undefined);
    const header = frame(messages[2]!).subarray(0, FRAME_HEADER_BYTES);
    expect(failureOf(() => reader.push(header))?.code).toBe(status.RESOURCE_EXHAUSTED);
  });

  it('takes gzip where the headers announced it, up to the limit', () => {
    const long = Buffer.alloc(900, 'a');
    const packed = frame(gzipSync(long), 1);
    expect(new FrameReader(1000, 'gzip').push(packed)).toEqual([long]);
    expect(failureOf(() => new FrameReader(800, 'gzip').push(packed))?.code).toBe(status.RESOURCE_EXHAUSTED);
  });

  it('refuses compressed messages that it cannot read', () => {
    expect(failureOf(() => new FrameReader(1000, undefined).push(frame(Buffer.from('x'), 1)))?.code).toBe(
      status.UNIMPLEMENTED,
    );
    expect(failureOf(() => new FrameReader(1000, 'snappy').push(frame(Buffer.from('x'), 1)))?.code).toBe(
      status.UNIMPLEMENTED,
    );
    expect(failureOf(() => new FrameReader(1000, 'gzip').push(frame(Buffer.from('x'), 1)))?.code).toBe(
      status.INTERNAL,
    );
  });

  it('calls an end inside a message a failure', () => {
    const reader = new FrameReader(1000, undefined);
    reader.push(bytes.subarray(0, bytes.length - 1));
    expect(failureOf(() => reader.end())?.code).toBe(status.INTERNAL);
  });
});
