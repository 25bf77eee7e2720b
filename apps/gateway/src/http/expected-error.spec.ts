import { RequestInvalid } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { BadRequestException } from '@nestjs/common';
import { expectedError } from './expected-error.js';

describe('an error of the framework', () => {
  it.each([
    ['FST_ERR_CTP_BODY_TOO_LARGE', 'request.too_large'],
    ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 'request.media_type_unsupported'],
    ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 'request.body_malformed'],
    ['FST_ERR_CTP_INVALID_JSON_BODY', 'request.body_malformed'],
    ['FST_ERR_BAD_URL', 'request.invalid'],
  ])('%s is the refusal %s, and is its cause', (code, ours) => {
    const error = Object.assign(new Error('words of the framework'), { code, statusCode: 400 });
    expect(expectedError(error)).toMatchObject({ code: ours, cause: error });
    expect((expectedError(error) as Error).message).not.toContain('words of the framework');
  });

  it('is found when Nest has wrapped it', () => {
    const cause = Object.assign(new Error('too large'), {
      code: 'FST_ERR_CTP_BODY_TOO_LARGE',
      statusCode: 413,
    });
    expect(expectedError(new BadRequestException('x', { cause }))).toMatchObject({
      code: 'request.too_large',
    });
  });

  it.each([400, 499])('that blames the client with %d is a refusal without its words', (statusCode) => {
    const found = expectedError(Object.assign(new Error('inner words'), { statusCode }));
    expect(found).toMatchObject({ code: 'request.invalid' });
    expect((found as Error).message).not.toContain('inner words');
  });
});

describe('any other error', () => {
  it('that is a refusal already stays as it is', () => {
    const refusal = new RequestInvalid();
    expect(expectedError(refusal)).toBe(refusal);
  });

  it.each([
    ['an error', new Error('x')],
    ['one with a status that blames us', Object.assign(new Error('x'), { statusCode: 500 })],
    ['one with a status that is none', Object.assign(new Error('x'), { statusCode: '400' })],
    ['a text', 'x'],
    ['nothing', undefined],
    ['null', null],
  ])('is handed on: %s', (_what, thrown) => expect(expectedError(thrown)).toBe(thrown));
});
