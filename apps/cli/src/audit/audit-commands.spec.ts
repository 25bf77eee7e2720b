import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Context } from '../client/context.js';
import { runVerify } from './audit-commands.js';
import { log, logOf } from './written-export.fixture.js';

describe('audit verify', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'credstream-evidence-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** What is written to the terminal, and the exit code. */
  const verify = async (path: string, checkpoint: string) => {
    const written: string[] = [];
    const spies = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockImplementation((text: unknown, ...rest: unknown[]) => {
        written.push(String(text));
        const done = rest.at(-1);
        if (typeof done === 'function') (done as () => void)();
        return true;
      }),
    );
    try {
      const options = { key: log.verifier.text, checkpoint };
      await runVerify({} as Context, { arguments: [path], options });
      return { output: written.join(''), code: process.exitCode };
    } finally {
      for (const spy of spies) spy.mockRestore();
      process.exitCode = 0;
    }
  };

  it.each([
    [
      'forked',
      async () => [await (await logOf(13)).exported(), await (await logOf(9, ' fork')).checkpoint()] as const,
    ],
    [
      'rolled_back',
      async () => [await (await logOf(9)).exported(), await (await logOf(13)).checkpoint()] as const,
    ],
  ])('keeps both whole notes of a log that was %s, and names the files', async (finding, make) => {
    const [lines, kept] = await make();
    const path = join(folder, `${finding}.ndjson`);
    const older = join(folder, `${finding}.checkpoint`);
    await writeFile(path, lines.join(''));
    await writeFile(older, kept);
    const { output, code } = await verify(path, older);
    expect(code).toBe(5);
    expect(output).toContain(`NOT VERIFIED (${finding})`);
    const evidence = `${path}.evidence`;
    expect(await readdir(evidence)).toEqual(['checkpoint-1', 'checkpoint-2']);
    const { trailer } = JSON.parse(lines.at(-1) ?? '') as { trailer: { checkpoint: string } };
    const notes = [];
    for (const name of ['checkpoint-1', 'checkpoint-2']) {
      notes.push(await readFile(join(evidence, name), 'utf8'));
      expect(output).toContain(join(evidence, name));
    }
    expect(notes).toEqual([kept, trailer.checkpoint]);
  });

  it('writes no evidence where nothing was signed twice', async () => {
    const own = await logOf(9);
    const path = join(folder, 'cut.ndjson');
    const older = join(folder, 'cut.checkpoint');
    await writeFile(path, (await own.exported()).slice(0, -1).join(''));
    await writeFile(older, await own.checkpoint());
    expect((await verify(path, older)).output).toContain('NOT VERIFIED (truncated)');
    expect((await readdir(folder)).includes('cut.ndjson.evidence')).toBe(false);
  });
});
