import { ViewBehind } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type EmbeddedServers, logs, startEmbeddedServers } from '../test/embedded-servers.js';
import { record } from '../test/orders.js';
import { type LiveView, startLiveView } from './live-view.js';

describe.each(logs)('on %s', (_log, kind) => {
  let servers: EmbeddedServers;
  const views: LiveView[] = [];

  beforeAll(async () => {
    servers = await startEmbeddedServers(kind);
  });

  afterEach(async () => {
    for (const view of views.splice(0)) await view.stop();
  });

  afterAll(() => servers.stop());

  const start = (prefixes: readonly string[], apply: (event: RecordedEvent) => void) => {
    const failures: (readonly [string, unknown])[] = [];
    const view = startLiveView({
      store: servers.store,
      prefixes,
      apply,
      onFailure: ({ type }, error) => failures.push([type, error]),
      onOutage: () => undefined,
    });
    views.push(view);
    return { view, failures };
  };

  describe('a live view', () => {
    it('has caught up once everything that was in the log is in it', async () => {
      for (let order = 0; order < 20; order += 1) {
        await record(servers.store, `early-${order}`, ['Placed'], ['Shipped']);
      }
      const seen: string[] = [];
      const { view } = start(['early-'], ({ stream, type }) => seen.push(`${stream} ${type}`));
      await view.caughtUp;
      expect(seen).toEqual(
        Array.from({ length: 20 }, (_, order) => [`early-${order} Placed`, `early-${order} Shipped`]).flat(),
      );
    });

    it('takes each event once, in log order, and can be waited for', async () => {
      const seen: string[] = [];
      const { view } = start(['live-'], ({ type }) => seen.push(type));
      let position = 0n;
      for (let index = 0; index < 30; index += 1) {
        position = await record(servers.store, `live-${index % 3}`, [`Event${index}`]);
      }
      await view.waitFor(position);
      expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => `Event${index}`));
    });

    it('that is quiet is as new as the log, whatever happens elsewhere', async () => {
      const { view } = start(['quiet-'], () => undefined);
      const position = await record(servers.store, 'loud-1', ['Shouted']);
      await view.waitFor(position);
    });

    it('goes on without an event that it cannot take in, and tells of it', async () => {
      const seen: string[] = [];
      const { view, failures } = start(['odd-'], ({ type }) => {
        if (type === 'Odd') throw new Error('this event cannot be read');
        seen.push(type);
      });
      await view.waitFor(await record(servers.store, 'odd-1', ['Before'], ['Odd'], ['After']));
      expect(seen).toEqual(['Before', 'After']);
      expect(failures).toEqual([['Odd', new Error('this event cannot be read')]]);
    });

    it('says that it is behind when a position is not reached in time', async () => {
      const { view } = start(['late-'], () => undefined);
      await view.caughtUp;
      await view.stop();
      const position = await record(servers.store, 'late-1', ['Missed']);
      await expect(view.waitFor(position)).rejects.toThrow(ViewBehind);
    });
  });
});
