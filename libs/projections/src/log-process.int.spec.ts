import { randomUUID } from 'node:crypto';
import { NotPermitted, ServiceUnavailable } from '@credstream/domain-kernel';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Db } from 'mongodb';
import { type EmbeddedServers, logs, startEmbeddedServers } from '../test/embedded-servers.js';
import { record } from '../test/orders.js';
import { type LogProcess, startLogProcess } from './log-process.js';

describe.each(logs)('on %s', (_log, kind) => {
  let servers: EmbeddedServers;
  let db: Db;
  let prefix: string;
  const processes: LogProcess[] = [];

  beforeAll(async () => {
    servers = await startEmbeddedServers(kind);
  });

  afterAll(() => servers.stop());

  beforeEach(() => {
    db = servers.mongo.db(`process-${randomUUID()}`);
    prefix = `job-${randomUUID()}/`;
  });

  afterEach(() => Promise.all(processes.splice(0).map((process) => process.stop())));

  /** A process that keeps the types it is told; the types of `refusals` are refused once with what stands there. */
  const start = (refusals: Record<string, Error> = {}) => {
    const [told, failures, outages]: [string[], unknown[], unknown[]] = [[], [], []];
    const process = startLogProcess({
      name: 'jobs',
      store: servers.store,
      db,
      holder: 'one',
      prefixes: [prefix],
      handle: ({ type }) => {
        told.push(type);
        const refusal = refusals[type];
        delete refusals[type];
        return refusal ? Promise.reject(refusal) : Promise.resolve();
      },
      onFailure: (_event, error) => failures.push(error),
      onOutage: (error) => outages.push(error),
    });
    processes.push(process);
    return { process, told, failures, outages };
  };

  const recorded = (...types: readonly string[]) =>
    record(servers.store, `${prefix}a`, ...types.map((type) => [type] as const));

  describe('a process', () => {
    it('is told of each event in log order, and goes on where it was after a stop', async () => {
      const before = await recorded('One', 'Two');
      const first = start();
      await first.process.waitFor(before);
      await first.process.stop();
      const after = await recorded('Three');
      const second = start();
      expect(await second.process.hasReached(before)).toBe(true);
      await second.process.waitFor(after);
      expect([first.told, second.told]).toEqual([['One', 'Two'], ['Three']]);
    });

    it('is told of what is recorded while nobody follows, also when nothing was for it before', async () => {
      await record(servers.store, `other-${randomUUID()}`, ['Noise']);
      const first = start();
      await first.process.waitFor(await servers.store.head());
      await first.process.stop();
      const position = await recorded('One');
      const second = start();
      await second.process.waitFor(position);
      expect([first.told, second.told]).toEqual([[], ['One']]);
      expect([...first.outages, ...second.outages]).toEqual([]);
    });

    it('passes over what the domain refuses, and tells of it', async () => {
      const position = await recorded('One', 'Two', 'Three');
      const { process, told, failures, outages } = start({ Two: new NotPermitted() });
      await process.waitFor(position);
      expect(told).toEqual(['One', 'Two', 'Three']);
      expect([failures, outages]).toEqual([[new NotPermitted()], []]);
    });

    it('tries again what fails for want of a server, and not what was done before it', async () => {
      const position = await recorded('One', 'Two', 'Three');
      const outage = new ServiceUnavailable('Away', { retryAfter: 1 });
      const { process, told, failures, outages } = start({ Two: outage });
      await process.waitFor(position);
      expect(told).toEqual(['One', 'Two', 'Two', 'Three']);
      expect([failures, outages]).toEqual([[], [outage]]);
    });
  });
});
