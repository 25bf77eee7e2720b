import { describe, expect, it } from '@jest/globals';
import { failureWords } from './failure-words.js';

describe('why something with a provider failed', () => {
  it('is told down the chain of causes', () => {
    const refused = Object.assign(new Error('server responded with an error'), {
      error: 'invalid_client',
      error_description: 'client authentication failed',
      status: 401,
    });
    expect(failureWords(new Error('The provider did not confirm', { cause: refused }))).toEqual([
      'The provider did not confirm',
      'server responded with an error, status: 401, error: invalid_client, description: client authentication failed',
    ]);
  });

  it('holds nothing of an answer that hangs on an error', () => {
    const failure = Object.assign(new Error('bad'), {
      cause: { body: { access_token: 'a-secret' } },
      response: 'a-secret',
    });
    expect(JSON.stringify(failureWords(failure))).not.toContain('a-secret');
  });

  it('is bounded, however long the words and the chain are', () => {
    let error = new Error('x'.repeat(10_000));
    for (let depth = 0; depth < 50; depth += 1) error = new Error('y'.repeat(10_000), { cause: error });
    expect(JSON.stringify(failureWords(error)).length).toBeLessThan(2_000);
  });

  it('is told of what is no error at all too', () => {
    expect(failureWords('gone')).toEqual([]);
  });
});
