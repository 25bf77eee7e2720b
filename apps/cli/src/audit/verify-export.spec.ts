import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  consistencyPath,
  noteSigner,
  rootOf,
  signCheckpoint,
  signKeyRotation,
  signNote,
} from '@credstream/transparency';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Finding } from './finding.js';
import { type Verification, verifyExport } from './verify-export.js';
import { log, logOf } from './written-export.fixture.js';

type Log = Awaited<ReturnType<typeof logOf>>;

let folder: string;
let own: Log;
let lines: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credstream-export-'));
  own = await logOf(20);
  lines = await own.exported();
});
afterAll(() => rm(folder, { recursive: true }));

const verify = async (text: string, more: Partial<Verification> = {}) => {
  const path = join(folder, 'export.ndjson');
  await writeFile(path, text);
  return verifyExport({ path, key: log.verifier, ...more });
};
/** What is found in lines, and the evidence. */
const found = async (
  changed: readonly string[],
  more: Partial<Verification> = {},
): Promise<readonly [string, string, readonly string[]]> => {
  try {
    await verify(changed.join(''), more);
    return ['nothing', '', []];
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    return [error.finding, error.message, error.notes];
  }
};
const withLine = (at: number, change: (line: string) => string): readonly string[] =>
  lines.map((line, each) => (each === at ? change(line) : line));
const withTrailer = (change: (trailer: Record<string, unknown>) => object, of = lines): readonly string[] => {
  const { trailer } = JSON.parse(of.at(-1) ?? '') as { trailer: Record<string, unknown> };
  return [...of.slice(0, -1), `${JSON.stringify({ trailer: { ...trailer, ...change(trailer) } })}\n`];
};

describe('an export as it was given', () => {
  it('is verified, and it is said whether it is the whole log', async () => {
    expect(await verify(lines.join(''))).toMatchObject({ entries: 20, whole: true });
    const part = await own.exported((n) => n % 3 === 0);
    expect(await verify(part.join(''))).toMatchObject({ entries: 7, whole: false });
    const none = await own.exported(() => false);
    expect(await verify(none.join(''))).toMatchObject({ entries: 0, whole: false });
  });

  it('continues the checkpoints that were kept', async () => {
    for (const size of [0, 1, 7, 16, 20]) {
      await expect(verify(lines.join(''), { before: await own.checkpoint(size) })).resolves.toMatchObject({
        whole: true,
      });
    }
    const part = (await own.exported((n) => n === 3)).join('');
    const path = (await consistencyPath(7, 20, own.nodes)).map((hash) => hash.toString('base64'));
    const before = await own.checkpoint(7);
    await expect(verify(part, { before, consistency: JSON.stringify({ path }) })).resolves.toBeDefined();
  });

  it('is verified by an older key that handed over', async () => {
    const [second, third] = [2, 3].map((seed) => noteSigner('credstream/log', Buffer.alloc(32, seed)));
    if (!second || !third) throw new Error('No keys');
    const rotations = [signKeyRotation(log, second, 5), signKeyRotation(second, third, 9)];
    const rotated = (await own.exported(undefined, { signer: third, rotations })).join('');
    for (const { verifier } of [log, second, third]) {
      await expect(verify(rotated, { key: verifier })).resolves.toBeDefined();
    }
    const forged = [signKeyRotation(second, third, 9)];
    const text = await own.exported(undefined, { signer: third, rotations: forged });
    expect((await found(text))[0]).toBe('checkpoint_unknown_key');
  });
});

describe('what somebody did to an export is found and named', () => {
  it('an entry that was rewritten', async () => {
    const [name, message] = await found(withLine(4, (line) => line.replace('"ada"', '"bob"')));
    expect(name).toBe('entry_changed');
    expect(message).toContain('Line 5, entry 15, event event-15: actor');
    expect((await found(withLine(4, (line) => line.replace('"count":15', '"count":16'))))[0]).toBe(
      'entry_changed',
    );
    const both = withLine(4, (line) => line.replaceAll('u1', 'u2'));
    expect((await found(both))[0]).toBe('proof_wrong');
  });

  it('what no proof says: a summary', async () => {
    expect((await found(withLine(2, (line) => line.replace('entry 17', 'entry 71'))))[0]).toBe(
      'lines_changed',
    );
  });

  it('lines that were removed, repeated or exchanged', async () => {
    expect((await found(lines.filter((_, at) => at !== 0)))[0]).toBe('lines_changed');
    expect((await found(lines.filter((_, at) => at !== 9)))[0]).toBe('lines_changed');
    expect((await found([lines[0] ?? '', ...lines]))[0]).toBe('lines_changed');
    expect((await found([lines[1] ?? '', lines[0] ?? '', ...lines.slice(2)]))[0]).toBe('lines_changed');
  });

  it('a file that was cut', async () => {
    expect((await found(lines.slice(0, -1)))[0]).toBe('truncated');
    expect((await found([lines.join('').slice(0, -1)]))[0]).toBe('truncated');
    expect((await found([lines.join('').slice(0, 700)]))[0]).toBe('truncated');
    expect((await found(['']))[0]).toBe('truncated');
  });

  it('a proof that was forged, or is of another entry', async () => {
    const other = JSON.parse(lines[3] ?? '') as { proof: object };
    const forged = withLine(4, (line) => `${JSON.stringify({ ...JSON.parse(line), proof: other.proof })}\n`);
    expect((await found(forged))[0]).toBe('entry_changed');
    expect((await found(withLine(4, (line) => line.replace('"index":15', '"index":14'))))[0]).toBe(
      'proof_wrong',
    );
    expect((await found(withLine(4, (line) => line.replace('"size":20', '"size":21'))))[0]).toBe(
      'proof_wrong',
    );
  });

  it('a checkpoint by another key, of another log, or changed', async () => {
    const stranger = noteSigner('credstream/log', Buffer.alloc(32, 7));
    expect((await found(await own.exported(undefined, { signer: stranger })))[0]).toBe(
      'checkpoint_unknown_key',
    );
    const elsewhere = noteSigner('credstream/elsewhere', Buffer.alloc(32, 1));
    expect((await found(await own.exported(undefined, { signer: elsewhere })))[0]).toBe(
      'checkpoint_other_origin',
    );
    const edited = withTrailer(({ checkpoint }) => ({
      checkpoint: String(checkpoint).replace('\n20\n', '\n21\n'),
    }));
    expect((await found(edited))[0]).toBe('checkpoint_bad_signature');
    expect((await found(withTrailer(() => ({ checkpoint: 'edited' }))))[0]).toBe('malformed');
  });

  it('a seal of another export, or a count that was changed', async () => {
    const part = await own.exported((n) => n > 10);
    const { trailer } = JSON.parse(part.at(-1) ?? '') as { trailer: { seal: string } };
    expect((await found(withTrailer(() => ({ seal: trailer.seal }))))[0]).toBe('lines_changed');
    expect((await found(withTrailer(() => ({ count: 19 }))))[0]).toBe('lines_changed');
    const noSeal = signNote('credstream/log\n20\nx\n', [log]);
    expect((await found(withTrailer(() => ({ seal: noSeal }))))[0]).toBe('lines_changed');
  });

  it('a log that was rolled back; both notes are kept', async () => {
    const before = await (await logOf(30)).checkpoint();
    const [name, , notes] = await found(lines, { before });
    expect(name).toBe('rolled_back');
    expect(notes).toEqual([before, await own.checkpoint()]);
  });

  it('a log that forked: another root for the same size, or for a part; both notes are kept', async () => {
    const other = await logOf(20, ' forged');
    const before = await other.checkpoint();
    expect(await found(lines, { before })).toEqual([
      'forked',
      expect.any(String),
      [before, await own.checkpoint()],
    ]);
    const smaller = await other.checkpoint(7);
    expect((await found(lines, { before: smaller }))[0]).toBe('forked');
    const part = await own.exported((n) => n === 3);
    expect((await found(part, { before: smaller }))[0]).toBe('checkpoint_unchecked');
    const path = (await consistencyPath(7, 20, own.nodes)).map((hash) => hash.toString('base64'));
    const consistency = JSON.stringify({ path });
    expect((await found(part, { before: smaller, consistency }))[0]).toBe('forked');
    expect((await found(part, { before: smaller, consistency: '{}' }))[0]).toBe('malformed');
  });

  it('a head that the key signed and that is not the root of the lines', async () => {
    const root = await rootOf(19, own.nodes);
    const { note } = signCheckpoint({ size: 20, root }, log);
    expect((await found(withTrailer(() => ({ checkpoint: note }))))[0]).toBe('proof_wrong');
  });

  it('any byte of a line that is another', async () => {
    const text = lines.join('');
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: lines.slice(0, -1).join('').length - 1 }),
        fc.constantFrom('0', 'x', '"', ' '),
        async (at, other) => {
          fc.pre(text[at] !== other);
          const [name] = await found([text.slice(0, at) + other + text.slice(at + 1)]);
          expect(name).not.toBe('nothing');
        },
      ),
      { numRuns: 60 },
    );
  });
});
