import { randomBytes } from 'node:crypto';
import { CiphertextRefused, DataKeyWornOut } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { maxFields, maxVersions, openField, openFields, sealFields } from './field-cipher.js';

const key = randomBytes(32);
const first = { credentialId: 'C1', version: 1 };
const bytes = (text: string) => Buffer.from(text);
const fields = {
  username: bytes('anna'),
  password: bytes('p\n'),
  '': bytes(''),
  'ключ 🔑': randomBytes(65_536),
};

describe('the fields of a version', () => {
  it('come back byte for byte, whatever their names', () => {
    const sealed = JSON.parse(JSON.stringify(sealFields(key, first, fields))) as Record<string, string>;
    expect(openFields(key, first, sealed)).toEqual(fields);
  });

  it('may be called __proto__', () => {
    const sealed = sealFields(key, first, Object.fromEntries([['__proto__', bytes('x')]]));
    expect(Object.keys(sealed)).toEqual(['__proto__']);
  });

  it.each([
    ['another field', first, 'username'],
    ['another version', { ...first, version: 11 }, 'password'],
    ['another credential', { ...first, credentialId: 'C2' }, 'password'],
    ['a credential and version that read the same in a row', { credentialId: 'C', version: 11 }, 'password'],
  ])('are refused in the place of %s', (_, of, field) => {
    const { password } = sealFields(key, first, fields);
    expect(() => openField(key, of, field, password!)).toThrow(CiphertextRefused);
  });

  it('are told apart by lone surrogates, which are one character in UTF-8', () => {
    const { '\ud800': sealed } = sealFields(key, first, { '\ud800': bytes('x') });
    expect(() => openField(key, first, '\udc00', sealed!)).toThrow(CiphertextRefused);
    expect(openField(key, first, '\ud800', sealed!)).toEqual(bytes('x'));
  });

  it('are refused when any byte has changed, is missing or was added', () => {
    const whole = Buffer.from(sealFields(key, first, { f: bytes('secret') })['f']!, 'base64');
    const open = (changed: Buffer) => () => openField(key, first, 'f', changed.toString('base64'));
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 1;
      expect(open(changed)).toThrow(CiphertextRefused);
      expect(open(whole.subarray(0, at))).toThrow(CiphertextRefused);
    }
    expect(open(Buffer.concat([whole, Buffer.of(0)]))).toThrow(CiphertextRefused);
    expect(() => openField(randomBytes(32), first, 'f', whole.toString('base64'))).toThrow(CiphertextRefused);
  });

  it('never share a nonce', () => {
    const nonces = new Set<string>();
    for (let version = 1; version <= 500; version++) {
      for (const sealed of Object.values(
        sealFields(key, { ...first, version }, { a: bytes('x'), b: bytes('x') }),
      )) {
        nonces.add(Buffer.from(sealed, 'base64').subarray(1, 13).toString('hex'));
      }
    }
    expect(nonces.size).toBe(1_000);
  });

  it('are not encrypted more often than one key may encrypt', () => {
    expect(maxFields * maxVersions).toBeLessThan(2 ** 32);
    expect(() => sealFields(key, { ...first, version: maxVersions }, { f: bytes('x') })).not.toThrow();
    expect(() => sealFields(key, { ...first, version: maxVersions + 1 }, { f: bytes('x') })).toThrow(
      DataKeyWornOut,
    );
    const many = Object.fromEntries(Array.from({ length: maxFields + 1 }, (_, at) => [`f${at}`, bytes('x')]));
    expect(() => sealFields(key, first, many)).toThrow(RangeError);
  });
});
