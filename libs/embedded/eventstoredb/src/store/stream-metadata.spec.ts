import { describe, expect, it } from '@jest/globals';
import {
  isSoftDeleted,
  parseMetadata,
  softDeleteJson,
  visibleRange,
  withTruncateBefore,
} from './stream-metadata.js';

const parse = (text: string) => parseMetadata(Buffer.from(text), true);

describe('stream metadata', () => {
  it('reads limits and keeps the rest out', () => {
    expect(parse('{"$maxCount":3,"$maxAge":60,"$tb":2,"owner":"a"}')).toEqual({
      maxCount: 3,
      maxAgeSeconds: 60,
      truncateBefore: 2,
    });
  });

  it('ignores limits that are zero or negative', () => {
    expect(parse('{"$maxCount":0,"$maxAge":-1,"$tb":-5}')).toEqual({});
  });

  it('counts as empty when a part has the wrong type, is too large or does not parse', () => {
    for (const text of [
      '{"$maxCount":"3","$tb":1}',
      '{"$maxCount":1.5,"$tb":1}',
      '{"$tb":9223372036854775808}',
      '{"$tb":1,"$acl":5}',
      '{"$tb":1,"$acl":{"$r":[1]}}',
      '{"$tb":1',
      '[{"$tb":1}]',
      'null',
    ]) {
      expect(parse(text)).toEqual({});
    }
    expect(parseMetadata(Buffer.from('{"$tb":1}'), false)).toEqual({});
  });

  it('knows a soft delete by the largest int64, and not by its neighbour in doubles', () => {
    expect(isSoftDeleted(parse(softDeleteJson))).toBe(true);
    expect(isSoftDeleted(parse('{"$tb":9223372036854775806}'))).toBe(false);
    expect(parse('{"$tb":9223372036854776000}')).toEqual({});
  });

  it('replaces $tb and keeps wide integers and strings as they are', () => {
    const text = '{"$tb":9223372036854775807,"big":12345678901234567890,"text":"9223372036854775807"}';
    expect(withTruncateBefore(Buffer.from(text), 3)).toBe(
      '{"$tb":3,"big":12345678901234567890,"text":"9223372036854775807"}',
    );
    expect(withTruncateBefore(Buffer.from('[1]'), 3)).toBeUndefined();
  });
});

describe('the visible range of a stream', () => {
  it('starts at the strictest limit', () => {
    expect(visibleRange({ maxCount: 2, truncateBefore: 5 }, 9, 0).first).toBe(8);
    expect(visibleRange({ maxCount: 20, truncateBefore: 5 }, 9, 0).first).toBe(5);
    expect(visibleRange({}, 9, 0)).toEqual({ first: 0, createdAfterMs: -Infinity });
    expect(visibleRange({ maxAgeSeconds: 2 }, 9, 10_000).createdAfterMs).toBe(8000);
  });
});
