import { randomUUID } from 'node:crypto';
import { auditContract } from '@credstream/contracts/audit';
import type { Actor } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import {
  contextOf,
  fresh,
  repeated,
  runService,
  type ServiceUnderTest,
  toldTo,
  type UserActor,
  withOldNews,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAuditService } from '../app.js';
import { readSettings } from '../env.js';
import { auditCountsProjection } from './audit-counts.projection.js';

const system: Actor = { kind: 'system', service: 'test' };
const metadata = { $correlationId: 'c', $causationId: 'c', actor: system };
const none = { uses: 0, reads: 0, changes: 0, refusals: 0, failedSignIns: 0 };

describe('the counts of days', () => {
  let suite: ServiceUnderTest;
  let account: string;
  let auditor: UserActor;
  let root: UserActor;

  beforeAll(async () => {
    suite = await runService((variables) => startAuditService(readSettings(variables)));
    account = await suite.addAccount();
    auditor = await suite.addUser({ account, roles: ['auditor'] });
    root = await suite.addUser({ roles: ['system-admin'] });
  });
  afterAll(() => suite.stop());

  const record = async (
    type: string,
    data: object,
    of?: string,
    stream = `thing-${randomUUID()}`,
  ): Promise<void> => {
    const event = { id: randomUUID(), type, data, metadata: { ...metadata, ...(of && { account: of }) } };
    await suite.store.append(stream, [event], 'any');
  };
  const count = async (actor: Actor, request: object = {}) => {
    const context = contextOf(actor, { minPosition: String(await suite.store.head()) });
    return (await suite.client.call(auditContract.counts, request, context)).items;
  };
  /** Of all days together: the test may run at midnight. */
  const sum = async (actor: Actor, request?: object) => {
    const days = await count(actor, request);
    const of = (kind: keyof typeof none) => days.reduce((total, day) => total + day[kind], 0);
    return {
      ...{ uses: of('uses'), reads: of('reads'), changes: of('changes') },
      ...{ refusals: of('refusals'), failedSignIns: of('failedSignIns') },
    };
  };

  it('are of the own account, by kind, and for who may see the installation of all', async () => {
    const [before, all] = [await sum(auditor), await sum(root)];
    const [ours, theirs] = [fresh('k'), fresh('k')];
    const other = await suite.addAccount();
    await record('ApiKeyCreated', { keyId: ours, account }, account, `apikey-${ours}`);
    await record('ApiKeyCreated', { keyId: theirs, account: other }, other, `apikey-${theirs}`);
    const used = (keyId: string, times: number, refused: number) => ({
      ...{ keyId, refused, secrets: [{ secretId: 's', count: times, lastAt: '2026-11-30T00:00:00Z' }] },
    });
    const keys = [used(ours, 5, 1), used(theirs, 70, 20), used('of-nobody', 600, 300)];
    await record('UsageRecorded', { sequence: 0, keys, at: '2026-11-30T00:00:00Z' });
    await record('CredentialAccessed', {}, account);
    await record('UserSignInFailed', { username: 'ada', count: 3 }, account);
    await record('SignInFailuresSummed', { total: 1_000 });
    await record('SessionRefreshed', {}, account);

    expect(await sum(auditor)).toEqual({
      uses: before.uses + 5,
      reads: before.reads + 1,
      changes: before.changes + 1,
      refusals: before.refusals + 1,
      failedSignIns: before.failedSignIns + 3,
    });
    // Two keys and an account.
    expect(await sum(root)).toEqual({
      uses: all.uses + 675,
      reads: all.reads + 1,
      changes: all.changes + 3,
      refusals: all.refusals + 321,
      failedSignIns: all.failedSignIns + 1_003,
    });
    expect(await sum(root, { account: other })).toMatchObject({ uses: 70, refusals: 20, reads: 0 });
  });

  it('have every day that is asked for', async () => {
    const items = await count(auditor, { from: '2020-02-28', to: '2020-03-01' });
    expect(items).toEqual(['2020-02-28', '2020-02-29', '2020-03-01'].map((day) => ({ day, ...none })));
    expect(await count(auditor)).toHaveLength(90);
    await expect(count(auditor, { from: '2020-01-01' })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('are not for who may not read the audit log, nor those of another account', async () => {
    const viewer = await suite.addUser({ account, roles: ['viewer'] });
    await expect(count(viewer)).rejects.toMatchObject({ code: 'auth.not_permitted' });
    for (const asked of ['*', await suite.addAccount()]) {
      await expect(count(auditor, { account: asked })).rejects.toMatchObject({ code: 'auth.not_permitted' });
    }
  });
});

describe('the counts of days that are told again', () => {
  it('count each event once, in one document for each account and day', async () => {
    const history = Array.from({ length: 12 }, (_, index): RecordedEvent => {
      const [type, data] = index % 2 ? ['ApiKeyRevoked', {}] : ['AccessesRefused', { total: 10 }];
      return {
        id: `00000000-0000-8000-8000-0000000000${10 + index}`,
        ...{ stream: `thing-${index}`, type, data, revision: 0n, position: BigInt(index * 7) },
        metadata: { ...metadata, account: 'acme' },
        created: new Date(index < 6 ? '2026-03-01T23:59:59.999Z' : '2026-03-02T00:00:00Z'),
      };
    });
    const projection = auditCountsProjection();
    const once = await toldTo(projection, history);
    expect(once).toEqual(
      ['*', 'acme'].flatMap((account) => [
        { _id: `${account}/2026-03-01`, ...none, refusals: 30, changes: 3, revision: 35 },
        { _id: `${account}/2026-03-02`, ...none, refusals: 30, changes: 3, revision: 77 },
      ]),
    );
    expect(await toldTo(projection, repeated(history))).toEqual(once);
    expect(await toldTo(projection, withOldNews(history))).toEqual(once);
  });
});
