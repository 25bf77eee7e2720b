import { randomUUID } from 'node:crypto';
import { auditContract } from '@credstream/contracts/audit';
import { type CheckpointEvent, checkpointStream } from '@credstream/domain-audit';
import { connectEventStore, type EventStore, type RecordedEvent } from '@credstream/eventstore';
import { metrics } from '@credstream/metrics';
import {
  contextOf,
  fresh,
  runService,
  type Servers,
  type ServiceUnderTest,
  startServers,
  until,
} from '@credstream/testing';
import { leafHash, nodesInTiles, rootOf, TileEdge } from '@credstream/transparency';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAuditService } from '../app.js';
import { entryFacts } from '../audit/audit-log.projection.js';
import { readSettings } from '../env.js';
import { canonicalEntry } from './canonical-entry.js';

const root = { kind: 'user', userId: 'root0000000000ab', username: 'root', account: 'default' } as const;
type Leaf = Readonly<{ hash: Buffer; position: bigint }>;

/** What was signed of a log: its leaves, and the root that they have. */
const checkpointOf = async (leaves: readonly Leaf[]): Promise<CheckpointEvent> => {
  const tiles = new Map<string, Buffer>();
  const edge = await TileEdge.at(0, async () => Buffer.alloc(0));
  for (const { hash } of leaves) edge.append(hash);
  for (const { level, index, hashes } of edge.takeChanged()) tiles.set(`${level}/${index}`, hashes);
  const nodes = nodesInTiles(async ({ level, index }) => tiles.get(`${level}/${index}`) ?? Buffer.alloc(0));
  const positions = Buffer.alloc(8 * leaves.length);
  leaves.forEach(({ position }, at) => positions.writeBigUInt64BE(position, 8 * at));
  return {
    type: 'CheckpointSigned',
    data: {
      ...{ size: leaves.length, note: 'signed before', from: 0, at: '2026-03-01T12:00:00Z' },
      root: (await rootOf(leaves.length, nodes)).toString('base64'),
      leaves: Buffer.concat(leaves.map(({ hash }) => hash)).toString('base64'),
      positions: positions.toString('base64'),
    },
  };
};

/** Seconds, as metrics tell it. */
const checkpointAge = async ({ service }: ServiceUnderTest): Promise<number | undefined> => {
  await service.measure();
  return (await metrics.checkpointAge.get()).values[0]?.value;
};

describe.each<[string, (leaves: readonly Leaf[]) => readonly Leaf[], 'diverged' | 'whole']>([
  ['a log in which nothing was changed', (leaves) => leaves, 'whole'],
  [
    'an entry that was rewritten below a checkpoint',
    (leaves) => leaves.map((leaf, at) => (at === 2 ? { ...leaf, hash: leafHash('as it was') } : leaf)),
    'diverged',
  ],
  [
    'an entry that was inserted below a checkpoint',
    (leaves) => leaves.filter((_, at) => at !== 2),
    'diverged',
  ],
])('%s', (_what, signed, outcome) => {
  let servers: Servers;
  let store: EventStore;

  beforeAll(async () => {
    servers = await startServers();
    store = connectEventStore(servers.eventStoreUrl);
  });
  afterAll(async () => {
    await store.close();
    await servers.stop();
  });

  it(
    outcome === 'whole' ? 'is built anew and signed on' : 'is found when the tree is built anew',
    async () => {
      const append = async (stream: string, type: string, data: object): Promise<RecordedEvent> => {
        const by = randomUUID();
        const metadata = { $correlationId: by, $causationId: by, actor: root };
        await store.append(stream, [{ id: randomUUID(), type, data, metadata }], 'any');
        return (await store.readLast(stream)) as RecordedEvent;
      };
      const user = `user-${root.userId}`;
      const entries = [
        await append(user, 'UserCreated', { ...root, origin: 'local', at: '2026-03-01T12:00:00Z' }),
        await append(user, 'RoleGranted', { role: 'system-admin', scope: '/', at: '2026-03-01T12:00:00Z' }),
      ];
      for (let n = 0; n < 3; n += 1)
        entries.push(await append(`apikey-${fresh('k').replaceAll('-', '')}`, 'ApiKeyRevoked', {}));
      const leaves = entries.map((event) => ({
        hash: leafHash(canonicalEntry(entryFacts(event))),
        position: event.position,
      }));
      const { type, data } = await checkpointOf(signed(leaves));
      await append(checkpointStream, type, data);

      const suite = await runService((variables) => startAuditService(readSettings(variables)), { servers });
      try {
        const ask = () => suite.client.call(auditContract.proveConsistency, { from: 0 }, contextOf(root));
        const answer = await until('the tree is built', async () => {
          try {
            // A new entry: the next head continues what was signed.
            const { size } = await suite.client.call(auditContract.checkpoint, {}, contextOf(root));
            return (await ask()) && size;
          } catch (error) {
            const { code } = error as { code?: string };
            return code === 'audit.log_diverged' ? code : undefined;
          }
        });
        if (outcome === 'whole') {
          expect(answer).toBe(5);
          expect(await checkpointAge(suite)).toBe(0);
          return;
        }
        await until('it is found', () =>
          ask().then(
            () => false,
            (error: { code?: string }) => error.code === 'audit.log_diverged',
          ),
        );
        expect(await checkpointAge(suite)).toBeGreaterThan(0);
      } finally {
        await suite.stop();
      }
    },
  );
});
