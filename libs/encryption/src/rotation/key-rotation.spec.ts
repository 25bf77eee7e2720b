import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyProviderUnavailable } from '@credstream/domain-kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataKeys } from '../data-keys.js';
import { openField, sealFields } from '../field-cipher.js';
import { FileKeyProvider } from '../file/file-key-provider.js';
import type { KeyProvider, WrappedKey } from '../key-provider.js';
import { KeyRotation, type MasterKeyStreams, type RotationRun } from './key-rotation.js';
import type { MasterKeyFact } from './master-key-facts.js';

const dayMs = 86_400_000;

/** Streams in memory: of each data key the last one, and its revision. */
class Streams implements MasterKeyStreams {
  readonly keys = new Map<string, { wrapped: WrappedKey; revision: number }>();
  readonly secrets = new Map<string, string>();
  readonly recorded: MasterKeyFact[] = [];
  /** Called before each reading and writing. */
  atEachStep: () => void = () => undefined;
  beforeReplacing: (id: string) => Promise<void> = () => Promise.resolve();

  facts(): Promise<readonly MasterKeyFact[]> {
    return Promise.resolve([...this.recorded]);
  }

  async record(fact: MasterKeyFact): Promise<void> {
    this.atEachStep();
    this.recorded.push(fact);
    await Promise.resolve();
    this.atEachStep();
  }

  async *walk() {
    for (const [credentialId, { wrapped, revision }] of [...this.keys]) {
      await Promise.resolve();
      this.atEachStep();
      const replace = async (next: WrappedKey) => {
        await this.beforeReplacing(credentialId);
        if (this.keys.get(credentialId)?.revision !== revision) return false;
        this.keys.set(credentialId, { wrapped: next, revision: revision + 1 });
        this.atEachStep();
        return true;
      };
      yield { credentialId, wrapped, replace };
    }
  }
}

let above: string;
let folder: string;
let provider: FileKeyProvider;
let dataKeys: DataKeys;
let streams: Streams;
let now: number;
let jump: number | undefined;

beforeEach(async () => {
  above = await mkdtemp(join(tmpdir(), 'credstream-rotation-'));
  folder = join(above, 'master-keys');
  provider = await FileKeyProvider.open(folder, 'may be new');
  dataKeys = new DataKeys(provider, { maxAgeMs: 1, maxUses: 1, maxKeys: 1 });
  streams = new Streams();
  now = Date.parse('2026-01-01T00:00:00Z');
  jump = undefined;
});
afterEach(async () => {
  dataKeys.close();
  provider.close();
  await rm(above, { recursive: true });
});

const at = (id: string) => ({ credentialId: id, version: 1 });
const store = async (...ids: string[]): Promise<void> => {
  for (const id of ids) {
    const { wrapped, result } = await dataKeys.create(id, (key) =>
      sealFields(key, at(id), { password: Buffer.from(`secret of ${id}`) }),
    );
    streams.keys.set(id, { wrapped, revision: 0 });
    streams.secrets.set(id, result['password']!);
  }
};
const reveal = (id: string) =>
  dataKeys.use(
    id,
    () => Promise.resolve(streams.keys.get(id)!.wrapped),
    (key) => openField(key, at(id), 'password', streams.secrets.get(id)!).toString(),
  );
const allReadable = async (): Promise<void> => {
  for (const id of streams.keys.keys()) expect(await reveal(id)).toBe(`secret of ${id}`);
};
const many = Array.from({ length: 40 }, (_, each) => `C${each}`);
const run = (
  { start = 'when due', ...rest }: Partial<RotationRun> = {},
  masterKeys: KeyProvider = provider,
  days = { masterKeyDays: 30, backupHorizonDays: 90 },
) => new KeyRotation(masterKeys, streams, { now: () => now, jump: () => jump }, days).run({ start, ...rest });
const epochsInUse = () => [...new Set([...streams.keys.values()].map(({ wrapped }) => wrapped.epoch))];
const recorded = () => streams.recorded.map(({ type, data }) => `${type} ${data.epoch}`);
const liveEpochs = async () =>
  (await provider.epochs()).filter(({ status }) => status === 'live').map(({ epoch }) => epoch);

describe('a master key', () => {
  it('is used for its days, then a new one wraps every data key', async () => {
    await store(...many);
    expect(await run()).toMatchObject({ phase: 'finished', epoch: 1, rewrapped: 0 });
    now += 30 * dayMs - 1;
    expect(await run()).toMatchObject({ epoch: 1 });
    now += 1;
    const told: number[] = [];
    expect(await run({ onProgress: ({ rewrapped }) => void told.push(rewrapped) })).toMatchObject({
      phase: 'finished',
      epoch: 2,
      seen: 80,
      rewrapped: 40,
      lost: 0,
      failures: [],
      destroyed: [],
    });
    expect(told).toEqual([16, 32, 40, 40, 40, 40, 40]);
    expect(epochsInUse()).toEqual([2]);
    expect(recorded()).toEqual(['MasterKeyStarted 1', 'MasterKeyStarted 2', 'MasterKeyEmptied 1']);
    await allReadable();
  });

  it('is started at once when that is asked for', async () => {
    await store('C1');
    expect(await run({ start: 'now' })).toMatchObject({ epoch: 2, rewrapped: 1 });
    await allReadable();
  });

  it('is destroyed the backup horizon after the last data key left it, and not before', async () => {
    await store('C1');
    const stolen = streams.keys.get('C1')!.wrapped;
    await run({ start: 'now' });
    now += 90 * dayMs - 1;
    jump = undefined;
    expect(await run()).toMatchObject({ epoch: 3, destroyed: [] });
    now += 1;
    expect(await run()).toMatchObject({ destroyed: [1] });
    expect(recorded().at(-1)).toBe('MasterKeyDestroyed 1');
    expect(await liveEpochs()).toEqual([2, 3]);
    await expect(provider.unwrap(stolen, 'C1')).rejects.toThrow('destroyed');
    await allReadable();
    const facts = recorded().length;
    expect(await run()).toMatchObject({ destroyed: [] });
    expect(recorded()).toHaveLength(facts);
  });

  it('is neither started nor destroyed by age while the clock jumps', async () => {
    await store('C1');
    await run({ start: 'now' });
    now += 400 * dayMs;
    jump = 400 * dayMs;
    expect(await run()).toMatchObject({ epoch: 2, destroyed: [] });
    expect(await liveEpochs()).toEqual([1, 2]);
  });

  it('is not destroyed while a data key of it cannot be rewrapped; the others are', async () => {
    await store(...many);
    const { wrapped } = streams.keys.get('C7')!;
    streams.keys.set('C7', { wrapped: { ...wrapped, bytes: 'AAAA' }, revision: 0 });
    expect(await run({ start: 'now' })).toMatchObject({
      rewrapped: 39,
      failures: [{ credentialId: 'C7', error: { code: 'encryption.ciphertext_refused' } }],
    });
    now += 400 * dayMs;
    expect(await run()).toMatchObject({ destroyed: [], failures: [{ credentialId: 'C7' }] });
    expect(await liveEpochs()).toContain(1);
    streams.keys.delete('C7');
    await run();
    now += 90 * dayMs;
    expect((await run()).destroyed).toContain(1);
    await allReadable();
  });

  it('starts its horizon anew when a data key of it comes back', async () => {
    await store('C1');
    const before = streams.keys.get('C1')!;
    await run({ start: 'now' });
    now += 90 * dayMs;
    streams.keys.set('C1', { ...before, revision: 9 });
    expect(await run()).toMatchObject({ rewrapped: 1, destroyed: [] });
    await allReadable();
    now += 90 * dayMs;
    expect((await run()).destroyed).toContain(1);
  });

  it('that was destroyed makes a restored data key lost, and holds up nothing', async () => {
    await store('C1', 'C2');
    const before = streams.keys.get('C1')!;
    await run({ start: 'now' });
    now += 90 * dayMs;
    await run();
    streams.keys.set('C1', { ...before, revision: 9 });
    expect(await run({ start: 'now' })).toMatchObject({ lost: 1, rewrapped: 1, failures: [] });
    await expect(reveal('C1')).rejects.toMatchObject({ code: 'encryption.key_destroyed' });
    expect(await reveal('C2')).toBe('secret of C2');
    now += 90 * dayMs;
    expect((await run()).destroyed.length).toBeGreaterThan(0);
  });
});

describe('whether a run is due', () => {
  const rotation = () => new KeyRotation(provider, streams, { now: () => now, jump: () => jump });

  it('follows from ages, and from what was left undone', async () => {
    await store('C1');
    expect(await rotation().isDue()).toBe(true);
    await run();
    expect(await rotation().isDue()).toBe(false);
    expect(await rotation().startEpoch()).toBe(2);
    expect(await rotation().isDue()).toBe(true);
    await run();
    expect(await rotation().isDue()).toBe(false);
    expect(epochsInUse()).toEqual([2]);
    now += 30 * dayMs;
    expect(await rotation().isDue()).toBe(true);
    jump = 30 * dayMs;
    expect(await rotation().isDue()).toBe(false);
  });
});

describe('a run', () => {
  it('goes on where one before was interrupted, wherever that was, and loses nothing', async () => {
    // Each round ends the process one step later, until a run meets no end.
    for (let steps = 0, isWhole = false; !isWhole; steps++) {
      await store(...many.map((id) => `${id}-${steps}`).slice(0, 20));
      let left = steps;
      streams.atEachStep = () => {
        if (left-- === 0) throw new KeyProviderUnavailable('the process ends here');
      };
      isWhole = await run({ start: 'now' }).then(
        () => true,
        () => false,
      );
      streams.atEachStep = () => undefined;
      await allReadable();
      const again = await FileKeyProvider.open(folder, 'keys exist');
      expect((await run({}, again)).phase).toBe('finished');
      expect(epochsInUse()).toEqual([Math.max(...(await liveEpochs()))]);
      again.close();
      await allReadable();
      streams.keys.clear();
    }
    const started = recorded().filter((each) => each.startsWith('MasterKeyStarted'));
    expect(new Set(started).size).toBe(started.length);
  });

  it('stops when it is asked to, and the next one ends it', async () => {
    await store(...many);
    const stopping = new AbortController();
    const stopped = await run({
      start: 'now',
      signal: stopping.signal,
      onProgress: () => stopping.abort(),
    });
    expect(stopped).toMatchObject({ phase: 'stopped', rewrapped: 16 });
    expect(await run()).toMatchObject({ phase: 'finished', epoch: 2, rewrapped: 24 });
    await allReadable();
  });

  it('leaves to the next pass what was written, deleted or made meanwhile', async () => {
    await store(...many);
    const before = streams.keys.get('C3')!;
    let isFirst = true;
    streams.beforeReplacing = async (id) => {
      if (id !== 'C3' || !isFirst) return;
      isFirst = false;
      streams.keys.set('C3', { ...before, revision: 5 });
      streams.keys.delete('C4');
      await store('new');
    };
    expect(await run({ start: 'now' })).toMatchObject({ rewrapped: 39, failures: [] });
    expect(epochsInUse()).toEqual([2]);
    expect(streams.keys.has('C4')).toBe(false);
    await allReadable();
  });

  it('under load leaves every secret readable at every moment', async () => {
    await store(...many);
    let isRunning = true;
    const readers = Array.from({ length: 4 }, async (_, each) => {
      let reads = 0;
      while (isRunning || reads === 0) {
        await Promise.all(many.slice(each * 10, each * 10 + 10).map(reveal));
        reads += 1;
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    for (let round = 0; round < 3; round++) await run({ start: 'now' });
    isRunning = false;
    await Promise.all(readers);
    expect(epochsInUse()).toEqual([4]);
  });

  it('of two processes at a time ends as one would', async () => {
    await store(...many);
    const other = await FileKeyProvider.open(folder, 'keys exist');
    await Promise.all([run({ start: 'now' }), run({ start: 'now' }, other)]);
    await run();
    expect(epochsInUse()).toEqual([Math.max(...(await liveEpochs()))]);
    await allReadable();
    other.close();
  });

  it('rejects when the provider fails, and loses nothing', async () => {
    await store(...many);
    streams.beforeReplacing = async (id) => {
      if (id === 'C20') await rename(folder, `${folder}.away`);
    };
    await expect(run({ start: 'now' })).rejects.toThrow(KeyProviderUnavailable);
    streams.beforeReplacing = () => Promise.resolve();
    await rename(`${folder}.away`, folder);
    expect(await run()).toMatchObject({ phase: 'finished', epoch: 2 });
    expect(epochsInUse()).toEqual([2]);
    await allReadable();
  });
});
