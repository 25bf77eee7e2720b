import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '@credstream/embedded-eventstoredb';
import { connectEventStore } from '@credstream/eventstore';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SuiteSettings } from '../env.js';
import { createCommand, restoreCommand, verifyCommand } from './backup-command.js';

let folder: string;
let settings: SuiteSettings;
let saved: Readonly<{ log: string; keys: string }>;
const tell = (): void => undefined;

const settingsOf = (dataDir: string, more: Partial<SuiteSettings> = {}): SuiteSettings =>
  ({ dataDir, keysDir: join(dataDir, 'keys'), ...more }) as SuiteSettings;

const append = async (url: string, count: number): Promise<void> => {
  const store = connectEventStore(url);
  for (let n = 0; n < count; n += 1) {
    const id = crypto.randomUUID();
    const metadata = { $correlationId: id, $causationId: id } as never;
    await store.append('counted-1', [{ id, type: 'Counted', data: { n }, metadata }], 'any');
  }
  await store.close();
};

const openStore = (dataDir: string) => start({ port: 0, dataDir: join(dataDir, 'eventstore') });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'credstream-backup-'));
  settings = settingsOf(join(folder, 'data'));
  saved = { log: join(folder, 'saved log'), keys: join(folder, 'saved keys') };
  mkdirSync(join(settings.keysDir, 'apikey'), { recursive: true, mode: 0o700 });
  writeFileSync(join(settings.keysDir, 'apikey', 'pepper.1.secret'), 'pepper', { mode: 0o600 });
  const server = await openStore(settings.dataDir);
  await append(server.url, 20);
  await server.stop();
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a backup', () => {
  it('is made while the store is written to, proved, and restored elsewhere', async () => {
    const server = await openStore(settings.dataDir);
    const writing = append(server.url, 30);
    expect(await createCommand(settings, saved, tell)).toMatchObject({
      exitCode: 0,
      sentence: expect.stringMatching(/^Saved: [2-5]\d records in 1 streams, as of \S+Z\. Keep /),
    });
    await writing;
    await server.stop();
    expect(await verifyCommand(saved)).toMatchObject({
      exitCode: 0,
      sentence: expect.stringMatching(/^The backup is sound: [2-5]\d records/),
    });

    const other = settingsOf(join(folder, 'other'));
    expect(await restoreCommand(other, saved, tell)).toMatchObject({
      exitCode: 0,
      sentence: expect.stringMatching(/^Restored: [2-5]\d records/),
    });
    expect(readFileSync(join(other.keysDir, 'apikey', 'pepper.1.secret'), 'utf8')).toBe('pepper');
    const rights = [
      other.keysDir,
      join(other.keysDir, 'apikey', 'pepper.1.secret'),
      join(other.dataDir, 'eventstore'),
    ];
    expect(rights.map((path) => statSync(path).mode & 0o077)).toEqual([0, 0, 0]);
    const restored = await openStore(other.dataDir);
    const store = connectEventStore(restored.url);
    expect((await store.read('counted-1')).length).toBeGreaterThanOrEqual(20);
    await append(restored.url, 1);
    await store.close();
    await restored.stop();
  });

  it('does not hold what a link leads to', async () => {
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'not ours');
    symlinkSync(elsewhere, join(settings.keysDir, 'link'));
    await createCommand(settings, saved, tell);
    expect(Object.keys(JSON.parse(readFileSync(join(saved.keys, 'backup.json'), 'utf8')).files)).toEqual([
      join('apikey', 'pepper.1.secret'),
    ]);
  });

  const tampering: readonly (readonly [string, () => void, string])[] = [
    [
      'a byte of the log',
      () => {
        const path = join(saved.log, 'store', 'data.mdb');
        const bytes = readFileSync(path);
        bytes[bytes.length >> 1]! ^= 1;
        writeFileSync(path, bytes);
      },
      'was changed',
    ],
    [
      'a key',
      () => writeFileSync(join(saved.keys, 'keys', 'apikey', 'pepper.1.secret'), 'other'),
      'was changed',
    ],
    ['a missing key', () => rmSync(join(saved.keys, 'keys', 'apikey', 'pepper.1.secret')), 'is missing'],
    [
      'a key more',
      () => writeFileSync(join(saved.keys, 'keys', 'apikey', 'pepper.2.secret'), 'x'),
      'was added',
    ],
    ['a manifest', () => writeFileSync(join(saved.log, 'backup.json'), '{"id":'), 'is damaged'],
  ];

  it.each(tampering)(
    'is damaged by %s, which is named; nothing is restored',
    async (_what, tamper, words) => {
      await createCommand(settings, saved, tell);
      tamper();
      const outcome = { exitCode: 1, sentence: expect.stringContaining(words) };
      expect(await verifyCommand(saved)).toEqual(outcome);
      const other = settingsOf(join(folder, 'other'));
      expect(await restoreCommand(other, saved, tell)).toEqual(outcome);
      expect(statSync(other.dataDir, { throwIfNoEntry: false })).toBeUndefined();
    },
  );

  it('is refused with the keys of another one, in the place of each other, and when it is not whole', async () => {
    await createCommand(settings, saved, tell);
    const second = { log: join(folder, 'log 2'), keys: join(folder, 'keys 2') };
    await createCommand(settings, second, tell);
    const refused = (words: string) => ({ exitCode: 2, sentence: expect.stringContaining(words) });
    expect(await verifyCommand({ log: saved.log, keys: second.keys })).toEqual(
      refused('belongs to another backup'),
    );
    expect(await verifyCommand({ log: saved.keys, keys: saved.log })).toEqual(
      refused('holds the keys, not the log'),
    );
    rmSync(join(second.log, 'backup.json'));
    expect(await verifyCommand(second)).toEqual(refused('was not made to its end'));
    expect(await verifyCommand({ log: join(folder, 'nowhere'), keys: saved.keys })).toEqual(
      refused('is not a backup'),
    );
  });

  it('overwrites nothing, and restores over nothing', async () => {
    await createCommand(settings, saved, tell);
    const refused = { exitCode: 2, sentence: expect.stringContaining('holds something already') };
    expect(await createCommand(settings, saved, tell)).toEqual(refused);
    expect(await restoreCommand(settings, saved, tell)).toEqual(refused);
    expect((await verifyCommand(saved)).exitCode).toBe(0);
  });

  it('is not made of a log that is not there, nor of one that another server keeps', async () => {
    const elsewhere = settingsOf(join(folder, 'nowhere'));
    expect(await createCommand(elsewhere, saved, tell)).toMatchObject({
      exitCode: 2,
      sentence: expect.stringContaining('There is no event store in'),
    });
    await expect(
      createCommand(settingsOf(settings.dataDir, { eventStoreUrl: 'esdb://db:2113' }), saved, tell),
    ).rejects.toThrow('EVENTSTORE_URL names a server of its own');
  });
});
