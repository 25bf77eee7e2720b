import { describe, expect, it } from '@jest/globals';
import { Binary, serialize, UUID } from 'bson';
import { decodeDocument, encodeDocument } from './document.js';
import { ownBytes } from './own-bytes.js';

describe('binary values of a stored document', () => {
  it('do not keep the message in memory that they came in', () => {
    const uuid = new UUID();
    const sent = serialize({ filler: 'x'.repeat(100_000), a: [{ b: new Binary(Buffer.from('abc')) }], uuid });
    const doc = decodeDocument(sent);
    ownBytes(doc);
    const [{ b }] = doc['a'] as [{ b: Binary }];
    expect(b.buffer.buffer.byteLength).toBe(3);
    expect((doc['uuid'] as UUID).buffer.buffer.byteLength).toBe(16);
    expect(Buffer.compare(encodeDocument(doc), sent)).toBe(0);
  });
});
