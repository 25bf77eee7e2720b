import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CompiledServer } from '../../test/faults/server-process.js';
import { start } from '../server.js';
import { lockStore, StoreInUse } from './store-lock.js';

const timeout = 120_000;
/** Commands that run another in namespaces of its own; only root may make them. */
const ownNetwork = ['unshare', '--net'];
const ownProcesses = ['unshare', '--pid', '--fork', '--kill-child'];

describe('the lock of an event store', () => {
  let compiled: CompiledServer;
  let dataDir: string;
  beforeAll(() => {
    compiled = new CompiledServer();
  });
  afterAll(() => compiled.remove());
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'eventstoredb-lock-'));
  });
  afterEach(async () => {
    await compiled.killAll();
    rmSync(dataDir, { recursive: true });
  });

  it.each([
    ['in network namespaces of their own', ownNetwork],
    ['in containers that both call them process 1', [...ownNetwork, ...ownProcesses]],
  ])(
    'is held by one of two servers %s, and is free after a kill',
    async (_case, wrapper) => {
      const first = await compiled.start(dataDir, wrapper);
      expect(first.firstLine).toMatch(/^esdb:/);
      const second = await compiled.start(dataDir, wrapper);
      expect(second.firstLine).toBe('StoreInUse');
      await expect(lockStore(dataDir)).rejects.toThrow(StoreInUse);
      await compiled.killAll();
      const third = await compiled.start(dataDir, wrapper);
      expect(third.firstLine).toMatch(/^esdb:/);
    },
    timeout,
  );

  it(
    'is taken by one at most of many that start at once',
    async () => {
      const processes = Array.from({ length: 4 }, () => compiled.spawn());
      await Promise.all(processes.map((server) => server.open(dataDir)));
      const others = processes.map(({ firstLine }) => firstLine).filter((line) => line !== 'StoreInUse');
      expect(others.slice(1)).toEqual([]);
    },
    timeout,
  );

  it('is held once in one process, and can be taken again when given back', async () => {
    const unlock = await lockStore(dataDir);
    await expect(lockStore(join(dataDir, '.'))).rejects.toThrow(StoreInUse);
    await unlock();
    await (
      await lockStore(dataDir)
    )();
  });
});

describe('the files of an event store', () => {
  const modesBelow = (path: string, names: readonly string[]) =>
    names.map((name) => (statSync(join(path, name)).mode & 0o777).toString(8));

  it('are closed to others, in a directory that was open to them', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'eventstoredb-modes-'));
    mkdirSync(join(dataDir, 'store'), { mode: 0o755 });
    chmodSync(dataDir, 0o755);
    await (await start({ port: 0, dataDir })).stop();
    expect(modesBelow(dataDir, ['.', 'store', 'store/data.mdb', 'store/lock.mdb', 'lock'])).toEqual([
      '700',
      '700',
      '600',
      '600',
      '700',
    ]);
    rmSync(dataDir, { recursive: true });
  });

  it('that another user owns are refused by name', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'eventstoredb-modes-'));
    chmodSync(dataDir, 0o777);
    const script = `
      const { keepPrivate } = await import(process.argv[1]);
      process.setgid(65534);
      process.setuid(65534);
      try { keepPrivate(process.argv[2]); } catch (error) { console.log(error.name, error.path); }`;
    const compiled = new CompiledServer();
    const child = spawn(
      process.execPath,
      ['--input-type=module', '--eval', script, compiled.pathOf('src/store/private-files.js'), dataDir],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    expect(String(output)).toBe(`ExposedStore ${dataDir}\n`);
    compiled.remove();
    rmSync(dataDir, { recursive: true });
  });
});
