import { auditContract } from '@credstream/contracts/audit';
import { contextOf, fresh, runService, type ServiceUnderTest, type UserActor } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAuditService } from '../app.js';
import { readSettings } from '../env.js';

describe('the history of a thing', () => {
  let suite: ServiceUnderTest;
  let account: string;
  let auditor: UserActor;
  let ada: UserActor;
  let stream: string;

  beforeAll(async () => {
    suite = await runService((variables) => startAuditService(readSettings(variables)));
    account = await suite.addAccount();
    auditor = await suite.addUser({ account, roles: ['auditor'] });
    ada = await suite.addUser({ account, username: fresh('ada'), roles: ['developer', 'viewer'] });
    stream = `user-${ada.userId}`;
  });
  afterAll(() => suite.stop());

  const ask = (request: { stream: string; revision?: number; at?: string }, actor = auditor) =>
    suite.client.call(auditContract.history, request, contextOf(actor));

  it('has its events in order, and its state now and at each revision', async () => {
    const { events, state = '', omitted } = await ask({ stream });
    expect(events.map(({ type, revision }) => [type, revision])).toEqual([
      ['UserCreated', 0],
      ['RoleGranted', 1],
      ['RoleGranted', 2],
    ]);
    expect(omitted).toBe(0);
    expect(JSON.parse(state)).toMatchObject({ status: 'active', username: ada.username, account });
    const then = await ask({ stream, revision: 1 });
    expect(then.events).toHaveLength(2);
    expect((JSON.parse(then.state ?? '') as { roles: object[] }).roles).toHaveLength(1);
  });

  it('is cut at an instant', async () => {
    const { events } = await ask({ stream, at: '2020-01-01T00:00:00Z' });
    expect(events).toEqual([]);
    expect((await ask({ stream, at: '2999-01-01T00:00:00Z' })).events).toHaveLength(3);
  });

  it('is refused for what is no instant, for both at once, and for what others may not know', async () => {
    const invalid = { code: 'request.invalid' };
    await expect(ask({ stream, at: 'yesterday' })).rejects.toMatchObject(invalid);
    await expect(ask({ stream, revision: 1, at: '2026-01-01T00:00:00Z' })).rejects.toMatchObject(invalid);
    const missing = { code: 'audit.history_not_found' };
    const other = await suite.addUser({ account: await suite.addAccount(), roles: ['auditor'] });
    const viewer = await suite.addUser({ account, roles: ['viewer'] });
    await expect(ask({ stream }, other)).rejects.toMatchObject(missing);
    await expect(ask({ stream }, viewer)).rejects.toMatchObject({ code: 'auth.not_permitted' });
    for (const name of ['user-nobody', 'user', '', 'checkpoint-log', 'keycheck-audit', '$all']) {
      await expect(ask({ stream: name })).rejects.toMatchObject(missing);
    }
  });
});

describe('the live tail', () => {
  it('goes on after a position, without gaps and without anything twice', async () => {
    const suite = await runService((variables) => startAuditService(readSettings(variables)));
    try {
      const account = await suite.addAccount();
      const auditor = await suite.addUser({ account, roles: ['auditor'] });
      const tail = async (after?: string) => {
        const minPosition = String(await suite.store.head());
        return suite.client.call(
          auditContract.tail,
          { account, ...(after !== undefined && { after }) },
          contextOf(auditor, { minPosition }),
        );
      };
      const { items, reached } = await tail();
      expect(items).toEqual([]);
      const added = await suite.addUser({ account });
      const seen: string[] = [];
      let after = reached;
      for (let page = await tail(after); page.reached !== after; page = await tail(after)) {
        seen.push(...page.items.map(({ stream }) => stream));
        after = page.reached;
      }
      expect(seen.filter((name) => name === `user-${added.userId}`)).toHaveLength(2);
      await expect(tail('x')).rejects.toMatchObject({ code: 'request.invalid' });
    } finally {
      await suite.stop();
    }
  });
});
