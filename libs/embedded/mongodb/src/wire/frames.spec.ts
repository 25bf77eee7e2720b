import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Frames } from './frames.js';
import { ProtocolError } from './message.js';

const frame = fc.uint8Array({ maxLength: 40 }).map((content) => {
  const bytes = Buffer.alloc(16 + content.length);
  bytes.writeInt32LE(bytes.length);
  bytes.set(content, 16);
  return bytes;
});

describe('frames', () => {
  it('come out whole, however the stream was cut', () => {
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        (messages, cuts) => {
          const stream = Buffer.concat(messages);
          const frames = new Frames(48_000_000);
          const received: Buffer[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn++) {
            const length = cuts[turn % cuts.length]!;
            frames.push(stream.subarray(at, at + length));
            for (let next = frames.next(); next !== undefined; next = frames.next()) received.push(next);
            at += length;
          }
          expect(received).toEqual(messages);
        },
      ),
    );
  });

  it.each([-1, 0, 15, 48_000_001])('of %d bytes are refused', (length) => {
    const header = Buffer.alloc(16);
    header.writeInt32LE(length);
    const frames = new Frames(48_000_000);
    frames.push(header);
    expect(() => frames.next()).toThrow(ProtocolError);
  });
});
