import { describe, expect, it } from '@jest/globals';
import { optionsBeforeConnect, readConnect } from './connect-options.js';

describe('a CONNECT', () => {
  it('changes what it names and keeps the rest', () => {
    expect(readConnect('{"verbose":false,"user":"u","lang":"ts"}', optionsBeforeConnect)).toEqual({
      ...optionsBeforeConnect,
      verbose: false,
      user: 'u',
    });
  });

  it('may name options in any case', () => {
    expect(readConnect('{"Echo":false}', optionsBeforeConnect).echo).toBe(false);
  });

  it.each(['null', '{"verbose":null}', '{}'])('changes nothing with %s', (json) => {
    expect(readConnect(json, optionsBeforeConnect)).toEqual(optionsBeforeConnect);
  });

  it.each(['', '{', '[]', '"x"', '1', '{} x', '{"verbose":1}', '{"user":false}', '{"protocol":"1"}'])(
    'is a violation as %j',
    (json) => expect(() => readConnect(json, optionsBeforeConnect)).toThrow('CONNECT'),
  );
});
