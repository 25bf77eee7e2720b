import { describe, expect, it } from '@jest/globals';
import { addressGroup, clientAddress, isUndeclaredProxy, plainAddress } from './client-address.js';

describe('an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['203.0.113.7:51008', '203.0.113.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['2001:DB8::A', '2001:db8::a'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%25eth0]:443', 'fe80::1'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:80', '203.0.113.7'],
  ])('is found alone: %j', (text, address) => expect(plainAddress(text)).toBe(address));

  it.each([
    '',
    'unknown',
    '_hidden',
    'localhost',
    '010.0.0.1',
    '10.1',
    '203.0.113.7:port',
    '203.0.113.7:443:443',
    '[203.0.113.7',
    '256.1.1.1',
    '<script>',
    '203.0.113.7 OR 1=1',
    '2001:db8::1::2',
    '203.0.113.7/24',
    'x'.repeat(10_000),
  ])('is not: %j', (text) => expect(plainAddress(text)).toBeUndefined());
});

describe('the address of a client', () => {
  it('is who is connected when no proxy is declared, whatever the client writes', () =>
    expect(clientAddress('198.51.100.1', '203.0.113.7', 0)).toBe('198.51.100.1'));

  it.each([
    ['one proxy', '203.0.113.7', 1, '203.0.113.7'],
    ['one proxy, a client that lies', '192.0.2.1, 203.0.113.7', 1, '203.0.113.7'],
    ['one proxy that adds the port', '192.0.2.1, 203.0.113.7:51008', 1, '203.0.113.7'],
    ['two proxies', '192.0.2.1, 203.0.113.7, 10.0.0.2', 2, '203.0.113.7'],
    ['two proxies, one of them passed by', '203.0.113.7', 2, '203.0.113.7'],
    ['junk', 'unknown', 1, '10.0.0.1'],
    ['junk after an address', '203.0.113.7, "><b>', 1, '10.0.0.1'],
    ['nothing', '', 1, '10.0.0.1'],
  ])('behind %s', (_what, forwarded, proxies, address) =>
    expect(clientAddress('10.0.0.1', forwarded, proxies)).toBe(address),
  );

  it('has no zone and is not mapped where it is the connection', () => {
    expect(clientAddress('fe80::1%eth0', undefined, 0)).toBe('fe80::1');
    expect(clientAddress('::ffff:127.0.0.1', undefined, 1)).toBe('127.0.0.1');
    expect(clientAddress(undefined, undefined, 0)).toBe('');
  });
});

describe('a proxy that is not declared', () => {
  it.each([
    ['10.0.0.1', '203.0.113.7', 0, true],
    ['127.0.0.1', '203.0.113.7', 0, true],
    ['fd00::1', '203.0.113.7', 0, true],
    ['127.0.0.1', undefined, 0, false],
    ['127.0.0.1', '203.0.113.7', 1, false],
    // A stranger who writes the header stays a stranger.
    ['198.51.100.1', '203.0.113.7', 0, false],
  ])('%s says it speaks for %s, %i declared: %s', (address, forwarded, proxies, is) =>
    expect(isUndeclaredProxy(address, forwarded, proxies)).toBe(is),
  );
});

describe('what counts as one stranger', () => {
  it('is a /64 of IPv6', () => {
    expect(addressGroup('2001:db8::1')).toBe(addressGroup('2001:db8:0:0:ffff::9'));
    expect(addressGroup('2001:db8::1')).not.toBe(addressGroup('2001:db8:0:1::1'));
  });
  it('is one address of IPv4', () =>
    expect(addressGroup('203.0.113.7')).not.toBe(addressGroup('203.0.113.8')));
});
