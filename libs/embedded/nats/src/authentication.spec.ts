import { describe, expect, it } from '@jest/globals';
import { authenticatorOf } from './authentication.js';
import { optionsBeforeConnect } from './connect-options.js';

describe('authentication', () => {
  it('is not asked for without credentials', () => {
    expect(authenticatorOf({})).toBeUndefined();
  });

  it('lets the right token in, and no other', () => {
    const accepts = authenticatorOf({ token: 'secret' });
    expect(accepts?.({ ...optionsBeforeConnect, auth_token: 'secret' })).toBe(true);
    expect(accepts?.({ ...optionsBeforeConnect, auth_token: 'secre' })).toBe(false);
    expect(accepts?.(optionsBeforeConnect)).toBe(false);
  });

  it('lets in only the right user with the right password', () => {
    const accepts = authenticatorOf({ user: 'u', password: 'p' });
    expect(accepts?.({ ...optionsBeforeConnect, user: 'u', pass: 'p' })).toBe(true);
    expect(accepts?.({ ...optionsBeforeConnect, user: 'u', pass: 'q' })).toBe(false);
    expect(accepts?.({ ...optionsBeforeConnect, user: 'v', pass: 'p' })).toBe(false);
  });

  it.each([{ token: 't', user: 'u', password: 'p' }, { user: 'u' }, { password: 'p' }])(
    'cannot be configured as %j',
    (credentials) => expect(() => authenticatorOf(credentials)).toThrow(RangeError),
  );
});
