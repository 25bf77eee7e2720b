import { parseIpRange } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { AddressNotAllowed, checkLiteral, guardedLookup, isUnreachable, mayReach } from './egress.js';
import { parseRanges } from './parse-ranges.js';

const loopback = ['127.0.0.0/8'].flatMap((text) => parseIpRange(text) ?? []);

describe('where something may be sent', () => {
  it.each(['93.184.216.34', '2606:2800:220:1::1'])('to %s, with TLS only', (address) => {
    expect(mayReach(address, [], true)).toBe(true);
    expect(mayReach(address, [], false)).toBe(false);
  });

  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b:1::1',
    '::127.0.0.1',
    '::7f00:1',
    '::a9fe:a9fe',
    '::ffff:0:a00:1',
    '2002:7f00:1::1',
    '2001::1',
    'fec0::1',
    'fd00:ec2::254',
    '168.63.129.16',
    '::ffff:168.63.129.16',
    '192.0.0.192',
    '100.100.100.200',
    '4000::1',
    'ff02::1',
    'nowhere',
  ])('not to %s', (address) => expect(mayReach(address, [], true)).toBe(false));

  it('to what is listed, with or without TLS', () => {
    expect(mayReach('127.0.0.1', loopback, false)).toBe(true);
    expect(mayReach('::ffff:127.0.0.1', loopback, false)).toBe(true);
    expect(mayReach('10.0.0.1', loopback, true)).toBe(false);
  });

  it.each([
    '169.254.169.254',
    '::ffff:169.254.169.254',
    'fe80::1',
    '168.63.129.16',
    '100.100.100.200',
    '192.0.0.192',
    'fd00:ec2::254',
  ])('never to %s, though it is listed', (address) => {
    const everything = parseRanges('0.0.0.0/0, ::/0');
    expect(mayReach(address, everything!, true)).toBe(false);
    expect(mayReach('10.0.0.1', everything!, true)).toBe(true);
  });

  it('are listed as addresses or ranges, and nothing else', () => {
    expect(parseRanges('10.0.0.0/8, ::1')).toHaveLength(2);
    for (const text of ['', 'everywhere', '10.0.0.0/8,', '10.0.0.0/33'])
      expect(parseRanges(text)).toBeUndefined();
  });

  it('is judged by the address that a name leads to', async () => {
    const resolve = (allowed: typeof loopback) =>
      new Promise((done) =>
        guardedLookup(allowed, true)('localhost', { family: 4 }, (error, address) => done(error ?? address)),
      );
    expect(await resolve([])).toBeInstanceOf(AddressNotAllowed);
    expect(await resolve(loopback)).toBe('127.0.0.1');
  });

  it('is judged for hosts that are addresses too', () => {
    expect(() => checkLiteral('127.0.0.1', [], true)).toThrow(AddressNotAllowed);
    expect(() => checkLiteral('[::1]', [], true)).toThrow(AddressNotAllowed);
    expect(() => checkLiteral('127.0.0.1', loopback, false)).not.toThrow();
    expect(() => checkLiteral('example.org', [], true)).not.toThrow();
  });

  it.each([
    'http://example.org/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::7f00:1]/',
    'https://localhost/',
    'https://api.localhost/',
    'https://printer.local/',
    'https://metadata.google.internal/',
    'https://router/',
    'https://hooks.invalid./',
  ])('never gets to %s', (url) => expect(isUnreachable(url, [])).toBe(true));

  it('may get to public names, and to others where something is listed', () => {
    expect(isUnreachable('https://example.org/', [])).toBe(false);
    expect(isUnreachable('https://93.184.216.34/', [])).toBe(false);
    expect(isUnreachable('http://router/', loopback)).toBe(false);
    expect(isUnreachable('http://localhost:8080/', loopback)).toBe(false);
    expect(isUnreachable('https://10.0.0.1/', loopback)).toBe(true);
    expect(isUnreachable('https://hooks.invalid/', loopback)).toBe(true);
  });
});
