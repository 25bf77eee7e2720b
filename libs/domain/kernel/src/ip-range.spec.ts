import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IpRange } from './ip-range.js';
import { addressGroup, formatIpRange, ipRangesContain, parseIpRange } from './ip-range.js';

const range = (text: string): IpRange => parseIpRange(text) as IpRange;

describe('an address range', () => {
  it.each([
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['192.0.2.7', '192.0.2.7/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8::1', '2001:db8::1/128'],
    ['2001:db8:ffff::/32', '2001:db8::/32'],
    ['::/0', '::/0'],
    ['::ffff:10.1.2.3', '10.1.2.3/32'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
  ])('%s is written as %s', (text, written) => {
    expect(formatIpRange(range(text))).toBe(written);
  });

  it.each([
    '',
    'localhost',
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '0x0a.0.0.1',
    '167772161',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/255.0.0.0',
    '::/129',
    '::1%eth0',
    '::10.0.0.1',
    '::ffff:0:0/90',
    'fe80::1%1/64',
    '1:2:3',
    '10.0.0.0/8 ',
    '10.0.0.0/8\n',
  ])('is not "%s"', (text) => {
    expect(parseIpRange(text)).toBeUndefined();
  });

  it('contains the addresses with its beginning, also when an IPv6 socket reports them', () => {
    const ranges = [range('10.0.0.0/8'), range('2001:db8::/32')];
    for (const ip of ['10.0.0.0', '10.255.255.255', '::ffff:10.1.1.1', '2001:db8::5']) {
      expect(ipRangesContain(ranges, ip)).toBe(true);
    }
    for (const ip of ['9.255.255.255', '11.0.0.0', '::ffff:11.0.0.0', '2001:db9::', '::a00:1', 'x', '']) {
      expect(ipRangesContain(ranges, ip)).toBe(false);
    }
    expect(ipRangesContain([], '10.0.0.1')).toBe(false);
  });

  it('of IPv4 contains exactly the addresses whose first bits are its own', () =>
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (network, ip, prefix) => {
        const bits = (text: string) =>
          text
            .split('.')
            .map((part) => Number(part).toString(2).padStart(8, '0'))
            .join('')
            .slice(0, prefix);
        expect(ipRangesContain([range(`${network}/${prefix}`)], ip)).toBe(bits(network) === bits(ip));
      }),
    ));

  it('of IPv6 contains what it was made of, in its one way of writing too', () => {
    const plain = fc.ipV6().filter((ip) => parseIpRange(ip)?.network.kind() === 'ipv6');
    fc.assert(
      fc.property(plain, fc.integer({ min: 0, max: 128 }), (ip, prefix) => {
        const made = range(`${ip}/${prefix}`);
        expect(ipRangesContain([made], ip)).toBe(true);
        expect(ipRangesContain([range(formatIpRange(made))], ip)).toBe(true);
      }),
    );
  });
});

describe('the group of an address', () => {
  it('is the address itself, or the /64 of IPv6', () => {
    expect(addressGroup('203.0.113.7')).toBe('203.0.113.7');
    expect(addressGroup('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(addressGroup('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(addressGroup('2001:db8:1:2::1')).toBe('2001:db8:1:2::/64');
  });

  it('of what is no address is its beginning', () => {
    expect(addressGroup('x'.repeat(1_000))).toBe('x'.repeat(64));
  });
});
