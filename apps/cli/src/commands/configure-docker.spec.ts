import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Context } from '../client/context.js';
import { run } from './configure-docker.js';

const before = process.env['DOCKER_CONFIG'];
let folder: string;
let notes: string[];

const configure = (...registries: readonly string[]): Promise<void> =>
  run({ note: (line: string) => void notes.push(line) } as unknown as Context, {
    arguments: [registries],
    options: {},
  });
const file = (): string => join(folder, 'docker', 'config.json');
const config = (): unknown => JSON.parse(readFileSync(file(), 'utf8'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credstream-docker-'));
  notes = [];
  process.env['DOCKER_CONFIG'] = join(folder, 'docker');
});
afterEach(() => {
  if (before === undefined) delete process.env['DOCKER_CONFIG'];
  else process.env['DOCKER_CONFIG'] = before;
  rmSync(folder, { recursive: true });
});

describe('configure-docker', () => {
  it('names our helper for the registries that are named, and leaves all else (a13)', async () => {
    mkdirSync(join(folder, 'docker'));
    const kept = { auths: { 'other.example.com': { auth: 'eDp5' } }, credHelpers: { 'gcr.io': 'gcloud' } };
    writeFileSync(file(), JSON.stringify(kept));
    await configure('registry.example.com', 'localhost:5000', 'https://index.docker.io/v1/');
    expect(config()).toEqual({
      ...kept,
      credHelpers: {
        'gcr.io': 'gcloud',
        'registry.example.com': 'credstream',
        'localhost:5000': 'credstream',
        'https://index.docker.io/v1/': 'credstream',
      },
    });
    expect(config()).not.toHaveProperty('credsStore');
    expect(notes).toEqual([expect.stringContaining('registry.example.com, localhost:5000')]);
  });

  it('makes the file where there is none, for its owner alone', async () => {
    await configure('[::1]:5000');
    expect(config()).toEqual({ credHelpers: { '[::1]:5000': 'credstream' } });
    expect(statSync(file()).mode & 0o077).toBe(0);
  });

  it.each(['{', '[]', 'null', '{"credHelpers": "all"}'])(
    'does not touch a file that holds %s',
    async (text) => {
      mkdirSync(join(folder, 'docker'));
      writeFileSync(file(), text);
      await expect(configure('registry.example.com')).rejects.toThrow('It was not changed');
      expect(readFileSync(file(), 'utf8')).toBe(text);
    },
  );

  it.each(['', 'a b', '-x', 'registry.example.com/team', 'реестр.example'])(
    'refuses %j',
    async (registry) => {
      await expect(configure(registry)).rejects.toThrow('is no registry');
      expect(() => statSync(file())).toThrow();
    },
  );
});
