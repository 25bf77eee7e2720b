import { status } from '@grpc/grpc-js';
import { describe, expect, it } from '@jest/globals';
import { statusHeaders } from './headers.js';
import { failed, ok } from './status.js';

describe('statusHeaders', () => {
  it('tells OK by its number alone', () => {
    expect(statusHeaders(ok)).toEqual({ 'grpc-status': '0' });
  });

  it('percent-encodes what a header cannot hold', () => {
    const headers = statusHeaders(
      failed(status.NOT_FOUND, '100% of "straße"\n', { 'stream-name': 'größe', plain: '50%' }),
    );
    expect(headers).toEqual({
      'grpc-status': '5',
      'grpc-message': '100%25 of "stra%C3%9Fe"%0A',
      'stream-name': 'gr%C3%B6%C3%9Fe',
      plain: '50%',
    });
  });
});
