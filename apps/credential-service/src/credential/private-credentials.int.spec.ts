import { type Method } from '@credstream/contracts';
import { credentialContract } from '@credstream/contracts/credential';
import { credentials } from '@credstream/domain-credential';
import { type Actor, formatInstant } from '@credstream/domain-kernel';
import {
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
  withKey,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';

describe('a private credential (RUN-17)', () => {
  let suite: ServiceUnderTest;
  let account: string;
  let owner: UserActor;
  let admin: UserActor;
  let id: string;
  const name = fresh('mine');
  const thing = { kind: 'environment', name: fresh('notebook') };

  const as = <Q extends object, A extends object>(actor: Actor, method: Method<Q, A>, request: Q) =>
    suite.client.call(method, request, contextOf(actor));
  const codeOf = (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'ok',
      (error: unknown) => String((error as { code?: string }).code),
    );

  beforeAll(async () => {
    suite = await runService((variables) => startCredentialService(readSettings(variables)), {});
    account = await suite.addAccount({ onDeleteInUse: 'force' });
    owner = await suite.addUser({ account, roles: ['developer'] });
    admin = await suite.addUser({ account, roles: ['admin'] });
    const secret = [{ name: 'token', text: 'mine alone' }];
    const made = await as(owner, credentialContract.create, { name, type: 'generic', secret, private: true });
    expect(made.credential).toMatchObject({ private: true, createdBy: owner.username });
    ({ id } = made.credential);
    await as(owner, credentialContract.attach, { id, ...thing });
  });
  afterAll(() => suite.stop());

  /** Every call that reads or changes it. */
  const calls = (actor: Actor): readonly (() => Promise<unknown>)[] => {
    const { reveal, render, renderDockerConfig, readValues, readNamedValues, writeNamedValue, check } =
      credentialContract;
    const { change, rotate, scheduleRotation, unscheduleRotation, attach, detach } = credentialContract;
    const secret = [{ name: 'token', text: 'another' }];
    return [
      () => as(actor, reveal, { id }),
      () => as(actor, render, { id, format: 'env-shell' }),
      () => as(actor, renderDockerConfig, { ids: [id] }),
      () => as(actor, readValues, { id }),
      () => as(actor, readValues, { id, unless: '*' }),
      () => as(actor, readNamedValues, { name }),
      () => as(actor, readNamedValues, { name, property: 'token' }),
      () => as(actor, writeNamedValue, { name, property: 'token', base64: 'YQ==' }),
      () => as(actor, check, { id }),
      () => as(actor, change, { id, name: fresh('taken over') }),
      () => as(actor, change, { id, connection: { proxy: 'http://proxy.example:3128' } }),
      () => as(actor, rotate, { id, secret }),
      () => as(actor, scheduleRotation, { id, url: 'https://rotation.example/' }),
      () => as(actor, unscheduleRotation, { id }),
      () => as(actor, attach, { id, kind: 'workload', name: fresh('workload') }),
      () => as(actor, detach, { id, attachmentId: 'none' }),
    ];
  };

  it('is neither read nor changed by an administrator of its account', async () => {
    const before = (await suite.store.read(credentials.streamOf(id))).length;
    for (const call of calls(admin)) expect(await codeOf(call())).toBe('credential.private');
    expect(await codeOf(as(admin, credentialContract.resolve, thing))).toBe('credential.not_attached');
    expect(await suite.store.read(credentials.streamOf(id))).toHaveLength(before);
  });

  it('is shown to who sees metadata in its scope, with its owner as its only reader', async () => {
    const { credential } = await as(admin, credentialContract.get, { id });
    expect(credential).toMatchObject({ private: true, name, createdBy: owner.username });
    await until('the list shows it', async () => {
      const { items } = await as(admin, credentialContract.list, {});
      return items.find((each) => each.id === id)?.private;
    });
    const at = formatInstant(new Date(Date.now() + 1_000));
    for (const moment of [{}, { at }]) {
      const { items } = await as(admin, credentialContract.readers, { id, ...moment });
      expect(items.map(({ userId }) => userId)).toEqual([owner.userId]);
    }
  });

  it('is used by its owner, and by a key of the owner', async () => {
    const key = withKey(owner, 'k1');
    for (const actor of [owner, key]) {
      const { values } = await as(actor, credentialContract.reveal, { id });
      expect(values).toEqual([{ name: 'token', text: 'mine alone' }]);
      expect(await as(actor, credentialContract.resolve, thing)).toMatchObject({ name });
    }
  });

  it('does not stand before what is attached to the same thing above it', async () => {
    const scope = `${account}/below`;
    const secret = [{ name: 'token', text: 'shared' }];
    const shared = { name: fresh('shared'), type: 'generic', secret };
    const above = await as(owner, credentialContract.create, shared);
    const own = await as(owner, credentialContract.create, { ...shared, scope, private: true });
    const both = { kind: 'environment', name: fresh('both') };
    for (const { credential } of [above, own]) {
      await as(owner, credentialContract.attach, { id: credential.id, ...both });
    }
    const resolved = (actor: Actor) => as(actor, credentialContract.resolve, { ...both, scope });
    expect((await resolved(owner)).credentialId).toBe(own.credential.id);
    expect((await resolved(admin)).credentialId).toBe(above.credential.id);
  });

  it('is for the types registry and generic', async () => {
    const make = (type: string, secret: { name: string; text: string }[]) =>
      codeOf(as(owner, credentialContract.create, { name: fresh('x'), type, secret, private: true }));
    const login = ['username', 'password'].map((each) => ({ name: each, text: 'x' }));
    expect(await make('registry', login)).toBe('ok');
    for (const type of ['git', 'username-password']) {
      expect(await make(type, login)).toBe('credential.type_invalid');
    }
    expect(await make('token', [{ name: 'token', text: 'x' }])).toBe('credential.type_invalid');
  });

  it('is ended by who may write in its scope, when its owner has left', async () => {
    expect((await as(admin, credentialContract.revoke, { id })).credential.status).toBe('revoked');
    const ended = { id, force: 'true', reason: 'The owner has left' };
    expect(await codeOf(as(admin, credentialContract.delete, ended))).toBe('ok');
  });
});
