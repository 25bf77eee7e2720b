import 'reflect-metadata';
import { CreateApiKey, ListApiKeys } from '@credstream/contracts/apikey';
import { CreateUser } from '@credstream/contracts/identity';
import { type FieldError, RequestInvalid } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { createValidationPipe } from './validation.js';

const pipe = createValidationPipe();
const check = <T extends object>(request: new () => T, value: unknown): Promise<T> =>
  Promise.resolve().then(() => pipe.transform(value, { type: 'body', metatype: request }) as T);

const errorsOf = async (request: new () => object, value: unknown): Promise<readonly FieldError[]> => {
  const refusal = await check(request, value).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(RequestInvalid);
  const { details, message } = refusal as RequestInvalid;
  for (const error of details.errors ?? []) expect(message).toContain(error.message);
  return details.errors ?? [];
};
const rules = (errors: readonly FieldError[]) => errors.map(({ path, rule }) => `${path} ${rule}`).sort();

const key = { name: 'ci', expiresAt: '2027-01-01T00:00:00Z' };

describe('a request', () => {
  it('of the right form is taken as an instance of its class', async () => {
    const request = await check(CreateApiKey, { ...key, rateLimit: { requests: 5, perSeconds: 1 } });
    expect(request).toBeInstanceOf(CreateApiKey);
    expect(request).toEqual({ ...key, rateLimit: { requests: 5, perSeconds: 1 } });
  });

  it('from a query has its numbers as numbers', async () => {
    expect(await check(ListApiKeys, { limit: '20' })).toEqual({ limit: 20 });
    expect(rules(await errorsOf(ListApiKeys, { limit: 'many' }))).toHaveLength(1);
  });

  it('with unknown fields is refused for the first of them, by its path, in the depth too', async () => {
    const rateLimit = { requests: 5, perSeconds: 1, burst: 2 };
    const told = async (request: object) => rules(await errorsOf(CreateApiKey, request));
    expect(await told({ ...key, admin: true, rateLimit })).toEqual(['admin unknown_field']);
    expect(await told({ ...key, rateLimit })).toEqual(['rateLimit.burst unknown_field']);
    const roles = [
      { role: 'viewer', scope: 'acme' },
      { role: 'viewer', scope: 'acme', until: 'today' },
    ];
    expect(rules(await errorsOf(CreateUser, { username: 'ada', roles }))).toEqual([
      'roles.1.until unknown_field',
    ]);
  });

  it.each([
    ['names', () => Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`n${at}`, 0]))],
    [
      'names within an object',
      () => ({
        ...key,
        rateLimit: Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`n${at}`, 0])),
      }),
    ],
    ['letters in one name', () => ({ ['x'.repeat(480_000)]: 0 })],
    [
      'wrong members of a list',
      () => ({ username: 'ada', roles: Array.from({ length: 1_500 }, () => ({})) }),
    ],
    ['members of a list', () => ({ username: 'ada', roles: Array.from({ length: 60_000 }, () => ({})) })],
  ])('with a great many %s is refused in few words', async (_what, made) => {
    const value = made();
    const errors = await errorsOf('username' in value ? CreateUser : CreateApiKey, value);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(20);
    expect(JSON.stringify(errors).length).toBeLessThan(2_000);
  });

  it('that is no object is refused', async () => {
    for (const value of [[], 'text', 5, true]) {
      await expect(check(CreateApiKey, value)).rejects.toMatchObject({ code: 'request.invalid' });
    }
  });

  it('with wrong types is refused, every field at once, with a path into lists and objects', async () => {
    const user = {
      username: 5,
      password: ['x'],
      roles: [
        { role: 'viewer', scope: 'acme' },
        { role: 'king', scope: 1 },
      ],
    };
    expect((await errorsOf(CreateUser, user)).map(({ path }) => path).sort()).toEqual([
      'password',
      'roles.1.role',
      'roles.1.scope',
      'username',
    ]);
  });

  it('without what it must have is refused', async () => {
    const told = ['expiresAt required: expiresAt is required', 'name required: name is required'];
    const errors = await errorsOf(CreateApiKey, {});
    expect(errors.map(({ path, rule, message }) => `${path} ${rule}: ${message}`).sort()).toEqual(told);
    const roles = [{ role: 'viewer' }];
    expect(rules(await errorsOf(CreateUser, { username: 'ada', roles }))).toEqual(['roles.0.scope required']);
    expect(rules(await errorsOf(CreateApiKey, { ...key, rateLimit: { requests: 1 } }))).toEqual([
      'rateLimit.perSeconds required',
    ]);
  });

  it('that is longer than any text may be is refused', async () => {
    expect(rules(await errorsOf(CreateApiKey, { ...key, name: 'x'.repeat(100_001) }))).toEqual([
      'name maxLength',
    ]);
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'cannot reach behind its object with %s',
    async (name) => {
      const value: unknown = JSON.parse(`{"name":"ci","expiresAt":"x","${name}":{"polluted":true}}`);
      await check(CreateApiKey, value).catch((error: unknown) =>
        expect(error).toBeInstanceOf(RequestInvalid),
      );
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
  );
});
