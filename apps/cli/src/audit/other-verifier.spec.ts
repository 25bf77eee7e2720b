import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteSigner } from '@credstream/transparency';
import { describe, expect, it } from '@jest/globals';
import { log, logOf } from './written-export.fixture.js';

/** A verifier in another language, which shares nothing with ours. */
const script = 'examples/verify-audit-export/verify.py';

describe('a verifier that shares nothing with ours', () => {
  it('verifies exports, and finds what was changed, removed or signed by another key', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'credstream-verifier-'));
    try {
      const [path, key] = [join(folder, 'export.ndjson'), join(folder, 'key')];
      writeFileSync(key, `${log.verifier.text}\n`);
      const verify = (lines: readonly string[]) => {
        writeFileSync(path, lines.join(''));
        const { status, stdout, stderr } = spawnSync('python3', [script, path, key], { encoding: 'utf8' });
        return [status, stdout + stderr] as const;
      };
      const own = await logOf(13);
      const lines = await own.exported();
      expect(verify(lines)).toEqual([0, 'Verified: 13 entries of 13 that credstream/log has signed\n']);
      expect(verify(await own.exported((n) => n % 4 === 1))[0]).toBe(0);
      const changed = lines.map((line, at) => (at === 3 ? line.replaceAll('u1', 'u2') : line));
      expect(verify(changed)).toEqual([1, 'NOT VERIFIED: line 4 is not in the log\n']);
      const fewer = 'NOT VERIFIED: lines were added, removed or changed\n';
      expect(verify(lines.filter((_, at) => at !== 5))).toEqual([1, fewer]);
      expect(verify(lines.map((line) => line.replace('entry 7', 'entry 8')))).toEqual([1, fewer]);
      expect(verify(lines.slice(0, -1))).toEqual([1, 'NOT VERIFIED: the export was cut\n']);
      writeFileSync(key, noteSigner('x', Buffer.alloc(32, 9)).verifier.text);
      expect(verify(lines)).toEqual([1, 'NOT VERIFIED: a note is not signed by the key\n']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
