import { describe, expect, it } from '@jest/globals';
import { PublicUrl } from './public-url.js';

const listening = (address: string, port = 8080) => ({ address: () => ({ address, port, family: 'x' }) });

describe('the public address', () => {
  it('is what is set, wherever the gateway listens', () =>
    expect(new PublicUrl('https://keys.example.org', listening('0.0.0.0')).value).toBe(
      'https://keys.example.org',
    ));

  it.each([
    ['127.0.0.1', 'http://127.0.0.1:8080'],
    ['127.0.0.2', 'http://127.0.0.2:8080'],
    ['::1', 'http://[::1]:8080'],
  ])('is where the gateway listens when that is this machine alone: %s', (address, url) =>
    expect(new PublicUrl(undefined, listening(address)).value).toBe(url),
  );

  it.each(['0.0.0.0', '::', '192.0.2.7', '10.0.0.1', '2001:db8::1'])(
    'is not known when others reach the gateway and nothing is set: %s',
    (address) => {
      const publicUrl = new PublicUrl(undefined, listening(address));
      expect(publicUrl.isKnown).toBe(false);
      expect(() => publicUrl.value).toThrow('CREDSTREAM_PUBLIC_URL');
    },
  );

  it('is not known before the gateway listens', () =>
    expect(new PublicUrl(undefined, { address: () => null }).isKnown).toBe(false));
});
