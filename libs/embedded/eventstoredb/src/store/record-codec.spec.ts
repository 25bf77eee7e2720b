import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DELETED } from './model.js';
import {
  DamagedRecord,
  decodeRecordedEvent,
  encodeGap,
  encodeRecord,
  gapEndOf,
  nameOf,
  recordedEventOf,
} from './record-codec.js';

const event = fc.record({
  id: fc.uuid(),
  type: fc.string({ unit: 'grapheme', minLength: 1 }),
  isJson: fc.boolean(),
  customMetadata: fc.uint8Array({ maxLength: 300 }),
  data: fc.uint8Array({ maxLength: 300 }),
});
const place = fc.record({
  stream: fc.string({ unit: 'grapheme', minLength: 1 }),
  number: fc.oneof(fc.nat(), fc.constant(DELETED), fc.constant(2 ** 40)),
  position: fc.integer({ min: 1, max: 2 ** 47 }),
  createdMs: fc.integer({ min: 0, max: 4e12 }),
});

const bytes = (values: Uint8Array) => [...values];

describe('a stored record', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(event, place, (written, where) => {
        const message = recordedEventOf(encodeRecord(written, where), where.position);
        const read = decodeRecordedEvent(message);
        expect({ ...read, customMetadata: bytes(read.customMetadata), data: bytes(read.data) }).toEqual({
          ...written,
          ...where,
          customMetadata: bytes(written.customMetadata),
          data: bytes(written.data),
        });
        expect(nameOf(message)).toEqual({ stream: where.stream, type: written.type });
      }),
    );
  });

  it('is refused with its position after any change of a bit', () => {
    const record = encodeRecord(
      {
        id: '0'.repeat(36),
        type: 'T',
        isJson: true,
        customMetadata: new Uint8Array(),
        data: Buffer.from('{}'),
      },
      { stream: 's', number: 0, position: 77, createdMs: 1 },
    );
    for (let bit = 0; bit < record.length * 8; bit++) {
      const changed = Buffer.from(record);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => recordedEventOf(changed, 77)).toThrow(DamagedRecord);
    }
  });

  it('is told from a gap', () => {
    expect(gapEndOf(encodeGap(123_456), 64)).toBe(123_456);
  });
});
