import { describe, expect, it } from '@jest/globals';
import { isSupported } from './server-version.js';

describe('the version of the event store', () => {
  it.each([
    '24.10.5',
    '24.10.14',
    '25.0.1',
    '25.1.0',
    '26.1.0',
    '25.0.1.3456-pre',
    '24.6.0-credstream-embedded',
  ])('may be %s', (version) => expect(isSupported(version)).toBe(true));

  it.each(['23.10.8', '24.2.0', '24.6.0', '24.10.0', '24.10.4', '25.0.0', '5.0.11', '0.0.0', 'unknown', ''])(
    'may not be %s',
    (version) => expect(isSupported(version)).toBe(false),
  );
});
