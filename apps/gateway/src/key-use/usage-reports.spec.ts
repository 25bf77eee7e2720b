import type { ReportUsage } from '@credstream/contracts/apikey';
import { ServiceUnavailable } from '@credstream/domain-kernel';
import { createLogger } from '@credstream/service-kit';
import { describe, expect, it } from '@jest/globals';
import { KeyUses } from './key-uses.js';
import { UsageReports } from './usage-reports.js';

const hour = 3_600_000;
const secretHash = '0123456789abcdef'.repeat(4);

/** apikey-service as far as reports go: it counts each number of a reporter once. */
const service = () => {
  const state = { answers: true, acknowledges: true };
  const received: ReportUsage[] = [];
  const call = (_method: unknown, report: ReportUsage) => {
    if (!state.answers) return Promise.reject(new ServiceUnavailable());
    received.push(structuredClone(report));
    return state.acknowledges ? Promise.resolve({}) : Promise.reject(new ServiceUnavailable());
  };
  const total = (): number => {
    const once = new Map(received.map((report) => [`${report.reporter}/${report.sequence}`, report]));
    return [...once.values()]
      .flatMap(({ keys }) => keys.flatMap(({ secrets = [] }) => secrets))
      .reduce((sum, { count }) => sum + count, 0);
  };
  return { state, received, total, services: { call: call as never } };
};

const reporting = () => {
  const uses = new KeyUses(() => Date.parse('2026-03-01T12:00:00Z'));
  const { services, ...rest } = service();
  const reports = new UsageReports(uses, services, hour, createLogger('test', 'silent'));
  return { uses, reports, ...rest };
};

describe('the usage of keys', () => {
  it('is reported as a count for each secret, with the last time and address', async () => {
    const { uses, reports, received } = reporting();
    uses.letIn('k1', secretHash, '192.0.2.1');
    uses.letIn('k1', secretHash, '192.0.2.2');
    uses.refused('k1');
    uses.refused('k2');
    await reports.stop();
    expect(received.map(({ keys }) => keys)).toEqual([
      [
        {
          keyId: 'k1',
          secrets: [
            { secretId: '0123456789ab', count: 2, lastAt: '2026-03-01T12:00:00Z', lastFrom: '192.0.2.2' },
          ],
          refused: 1,
        },
        { keyId: 'k2', secrets: [], refused: 1 },
      ],
    ]);
  });

  it('is not reported when there was none', async () => {
    const { reports, received } = reporting();
    await reports.stop();
    expect(received).toEqual([]);
  });

  it('counts once when the acknowledgement is lost', async () => {
    const { uses, reports, state, received, total } = reporting();
    uses.letIn('k1', secretHash, undefined);
    state.acknowledges = false;
    await reports.report();
    uses.letIn('k1', secretHash, undefined);
    await reports.report();
    state.acknowledges = true;
    await reports.report();
    await reports.stop();
    expect(received.map(({ sequence }) => sequence)).toEqual([0, 0, 0, 1]);
    expect(total()).toBe(2);
  });

  it('waits while the service is away, and none is lost', async () => {
    const { uses, reports, state, received, total } = reporting();
    state.answers = false;
    for (let n = 0; n < 5; n += 1) {
      uses.letIn('k1', secretHash, undefined);
      await reports.report();
    }
    expect(received).toEqual([]);
    state.answers = true;
    await reports.report();
    await reports.stop();
    expect(total()).toBe(5);
  });

  it('of very many keys goes in several reports', async () => {
    const { uses, reports, received, total } = reporting();
    for (let n = 0; n < 5_000; n += 1) uses.letIn(`k${n}`, secretHash, undefined);
    await reports.stop();
    expect(received).toHaveLength(3);
    expect(total()).toBe(5_000);
  });
});
