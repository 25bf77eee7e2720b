import { describe, expect, it } from '@jest/globals';
import { checkSecret, maxSecretBytes, maxValueBytes, shownFields } from './credential-secret.js';
import { credentialTypeNames, credentialTypes, requiredFields } from './credential-types.js';

const kept = (text: string) => shownFields(checkSecret('generic', [{ name: 'k', text }]))[0]?.text;
const refusal = (run: () => unknown): { code?: string; details?: { errors?: { path: string }[] } } => {
  try {
    run();
    return {};
  } catch (error) {
    return error as never;
  }
};
const code = (run: () => unknown) => refusal(run).code;

describe('a value', () => {
  it.each(['pass\n', '\r\n', ' spaces ', '\0', '﻿BOM', 'é', 'é', '🔑', '{"type":"service_account"}\n', ''])(
    'is kept byte for byte: %j',
    (text) => expect(kept(text)).toBe(text),
  );

  it('may be bytes that are no text, and is shown as what it is', () => {
    const base64 = Buffer.from([0xff, 0xfe, 0x00]).toString('base64');
    const secret = checkSecret('generic', [{ name: 'k', base64 }]);
    expect(shownFields(secret)).toEqual([{ name: 'k', base64 }]);
    const text = Buffer.from('text').toString('base64');
    expect(shownFields(checkSecret('generic', [{ name: 'k', base64: text }]))).toEqual([
      { name: 'k', text: 'text' },
    ]);
  });

  it.each(['\ud800', 'a\udfff', '\ude00\ud83d'])('with half a surrogate pair is refused: %j', (text) =>
    expect(code(() => checkSecret('generic', [{ name: 'k', text }]))).toBe('credential.secret_invalid'),
  );

  it.each(['a', '====', 'YQ', 'YQ==\n', 'Y-_=', ' YQ=='])('in base64 that is none is refused: %j', (base64) =>
    expect(code(() => checkSecret('generic', [{ name: 'k', base64 }]))).toBe('credential.secret_invalid'),
  );

  it.each([
    ['text and base64', { text: 'a', base64: 'YQ==' }],
    ['neither', {}],
  ])('of %s is refused', (_what, value) =>
    expect(code(() => checkSecret('generic', [{ name: 'k', ...value }]))).toBe('credential.secret_invalid'),
  );

  it.each([
    ['text', { text: 'x'.repeat(maxValueBytes) }, { text: 'x'.repeat(maxValueBytes + 1) }],
    [
      'two bytes a letter',
      { text: 'é'.repeat(maxValueBytes / 2) },
      { text: `${'é'.repeat(maxValueBytes / 2)}x` },
    ],
    [
      'base64',
      { base64: Buffer.alloc(maxValueBytes).toString('base64') },
      { base64: Buffer.alloc(maxValueBytes + 1).toString('base64') },
    ],
  ])('has 64 KiB, and not one byte more: %s', (_what, whole, more) => {
    expect(checkSecret('generic', [{ name: 'k', ...whole }]).get('k')?.byteLength).toBe(maxValueBytes);
    expect(code(() => checkSecret('generic', [{ name: 'k', ...more }]))).toBe('credential.secret_too_large');
  });
});

describe('all values together', () => {
  const four = (last: number) =>
    ['a', 'b', 'c', 'd'].map((name, at) => ({
      name,
      text: 'x'.repeat(at < 3 ? maxValueBytes - 1 : last),
    }));
  const rest = maxSecretBytes - 3 * (maxValueBytes - 1) - 4;

  it('have 256 KiB with their names, and not one byte more', () => {
    expect(checkSecret('generic', four(Math.min(rest, maxValueBytes))).size).toBe(4);
    expect(code(() => checkSecret('generic', [...four(rest), { name: 'e', text: '' }]))).toBe(
      'credential.secret_too_large',
    );
  });

  it('are 1 to 64', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `k${at}`, text: '' }));
    expect(checkSecret('generic', many(64)).size).toBe(64);
    expect(code(() => checkSecret('generic', many(65)))).toBe('credential.secret_invalid');
    expect(code(() => checkSecret('generic', []))).toBe('credential.secret_invalid');
  });
});

describe('the name of a value', () => {
  it.each(['', '__proto__', 'constructor', 'prototype', 'a\nb', '\0', 'x'.repeat(513), '\ud800'])(
    'is refused: %j',
    (name) =>
      expect(code(() => checkSecret('generic', [{ name, text: 'v' }]))).toBe('credential.secret_invalid'),
  );

  it.each(['db pass', '..', 'x'.repeat(254), 'имя', '🔑', 'toString'])(
    'may be what Kubernetes refuses: %j',
    (name) => expect([...checkSecret('generic', [{ name, text: 'v' }]).keys()]).toEqual([name]),
  );

  it('is there once', () =>
    expect(
      code(() =>
        checkSecret('generic', [
          { name: 'a', text: '1' },
          { name: 'a', text: '2' },
        ]),
      ),
    ).toBe('credential.secret_invalid'));
});

describe.each(credentialTypeNames.filter((type) => type !== 'generic'))('the type %s', (type) => {
  const fields = requiredFields(type).map((name) => ({ name, text: 'v' }));

  it('takes its fields, and no others', () => {
    const all = Object.keys(credentialTypes[type]).map((name) => ({ name, text: 'v' }));
    expect(checkSecret(type, all).size).toBe(all.length);
    const unknown = refusal(() => checkSecret(type, [...fields, { name: 'passwort', text: 'v' }]));
    expect(unknown.details?.errors).toMatchObject([{ path: 'secret.passwort', rule: 'unknown_field' }]);
  });

  it.each(requiredFields(type))('needs %s, and not an empty one', (name) => {
    const without = fields.filter((field) => field.name !== name);
    expect(refusal(() => checkSecret(type, without)).details?.errors).toMatchObject([
      { path: `secret.${name}`, rule: 'required' },
    ]);
    expect(code(() => checkSecret(type, [...without, { name, text: '' }]))).toBe('credential.secret_invalid');
  });
});
