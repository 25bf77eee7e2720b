import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openCheckpoint, signCheckpoint } from './checkpoint.js';
import { openKeyRotation, signKeyRotation } from './key-rotation.js';
import { leafHash } from './merkle-hash.js';
import { openNote, signNote } from './note.js';
import { noteSigner, readVerifier } from './note-key.js';
import { readTlogProof, writeTlogProof } from './tlog-proof.js';

const seed = (byte: number) => Buffer.alloc(32, byte);

/** From the tests of golang.org/x/mod/sumdb/note. */
const published = {
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  seed: Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1),
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature:
    '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};

const log = noteSigner('log.example.org', seed(1));
const stranger = noteSigner('log.example.org', seed(2));
const witness = noteSigner('witness.example.org', seed(3));

const reason = (work: () => unknown): unknown => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { reason?: string }).reason ?? error;
  }
};

describe('a note', () => {
  it('is signed as it is published, byte for byte', () => {
    const signer = noteSigner('PeterNeumann', published.seed);
    expect(signer.verifier.text).toBe(published.key);
    const note = signNote(published.text, [signer]);
    expect(note).toBe(`${published.text}\n${published.signature}`);
    expect(openNote(note, [readVerifier(published.key)]).text).toBe(published.text);
  });

  it('is believed by the signatures of known keys alone', () => {
    const note = signNote('words\n', [stranger, witness, log]);
    expect(openNote(note, [log.verifier]).signedBy).toEqual([log.verifier]);
    expect(openNote(note, [log.verifier, witness.verifier]).signedBy).toHaveLength(2);
    expect(reason(() => openNote(signNote('words\n', [stranger]), [log.verifier]))).toBe('unknown_key');
  });

  it('of which any character is another is refused', () => {
    const note = signNote('origin\n12\nwords\n', [log]);
    fc.assert(
      fc.property(
        fc.nat({ max: note.length - 1 }),
        fc.string({ minLength: 1, maxLength: 1 }),
        (at, other) => {
          fc.pre(note[at] !== other);
          const forged = note.slice(0, at) + other + note.slice(at + 1);
          expect(reason(() => openNote(forged, [log.verifier]))).toMatch(
            /^(malformed|unknown_key|bad_signature)$/,
          );
        },
      ),
    );
  });

  it('is text of lines, of a bounded length', () => {
    for (const text of [
      '',
      'words',
      'words\n',
      '\n\n',
      'a\tb\n\n\u2014 x y\n',
      `words\n\n${'\u2014 a AAAAAAAA\n'.repeat(101)}`,
    ]) {
      expect(reason(() => openNote(text, [log.verifier]))).toBe('malformed');
    }
    expect(reason(() => signNote('no end', [log]))).toBe('malformed');
    expect(reason(() => openNote(signNote('x'.repeat(1_000_001) + '\n', [log]), [log.verifier]))).toBe(
      'malformed',
    );
  });

  it('has keys with names and a hash that fits', () => {
    for (const text of [
      '',
      'a+b',
      `${log.verifier.text}A`,
      log.verifier.text.replace('log', 'lag'),
      'a b+00000000+AQ==',
    ]) {
      expect(() => readVerifier(text)).toThrow(/form/);
    }
    for (const name of ['', 'a b', 'a+b', 'a\u2003b', 'a\nb']) {
      expect(() => noteSigner(name, seed(1))).toThrow(/name/);
    }
    const cyrillic = noteSigner('журнал.example', seed(1));
    expect(readVerifier(cyrillic.verifier.text).id).toBe(cyrillic.verifier.id);
  });
});

describe('a checkpoint', () => {
  const head = { size: 20_852_163, root: leafHash('root') };

  it('reads back as what was signed', () => {
    const { note } = signCheckpoint(head, log);
    expect(note).toMatch(
      new RegExp(
        `^log\\.example\\.org\\n20852163\\n[A-Za-z0-9+/]{43}=\\n\\n\u2014 log\\.example\\.org \\S+\\n$`,
      ),
    );
    expect(openCheckpoint(note, [log.verifier])).toMatchObject({ origin: 'log.example.org', ...head });
  });

  it('of another origin, or of another form, is refused', () => {
    const other = signNote(`other.example.org\n1\n${head.root.toString('base64')}\n`, [log]);
    expect(reason(() => openCheckpoint(other, [log.verifier]))).toBe('unknown_key');
    const root = head.root.toString('base64');
    for (const body of [
      `01\n${root}\n`,
      `-1\n${root}\n`,
      `1e3\n${root}\n`,
      `1\n${root.slice(4)}\n`,
      '1\n',
      `1\n${root}\n\nx\n`,
    ]) {
      const note = signNote(`log.example.org\n${body}`, [log]);
      expect(reason(() => openCheckpoint(note, [log.verifier]))).toBe('malformed');
    }
  });
});

describe('the rotation of a key', () => {
  const next = noteSigner('log.example.org', seed(9));

  it('is believed when both keys signed it', () => {
    const rotation = openKeyRotation(signKeyRotation(log, next, 12), log.verifier);
    expect(rotation).toMatchObject({ to: { text: next.verifier.text }, size: 12 });
  });

  it('is refused when one did not sign, and from another key than the trusted one', () => {
    const note = signKeyRotation(log, next, 12);
    const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
    expect(reason(() => openKeyRotation(signNote(text, [log]), log.verifier))).toBe('unknown_key');
    expect(reason(() => openKeyRotation(signNote(text, [next]), log.verifier))).toBe('unknown_key');
    expect(reason(() => openKeyRotation(note, stranger.verifier))).toBe('unknown_key');
    expect(reason(() => openKeyRotation(note, next.verifier))).toBe('unknown_key');
    expect(
      reason(() => openKeyRotation(signCheckpoint({ size: 1, root: leafHash('') }, log).note, log.verifier)),
    ).toBe('malformed');
  });
});

describe('a proof as text', () => {
  it('reads back, with the checkpoint as it is', () => {
    const { note } = signCheckpoint({ size: 3, root: leafHash('root') }, log);
    const proof = { index: 2, path: [leafHash('a'), leafHash('b')], checkpoint: note };
    const text = writeTlogProof(proof);
    expect(text.split('\n').slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 2']);
    expect(readTlogProof(text)).toEqual(proof);
    expect(readTlogProof(text.replace('\nindex', '\nextra AAAA\nindex'))).toEqual(proof);
    expect(readTlogProof(writeTlogProof({ ...proof, path: [] }))).toEqual({ ...proof, path: [] });
    for (const broken of [
      '',
      'x',
      text.replace('@v1', '@v2'),
      text.replace('index 2', 'index 02'),
      text.slice(0, 60),
    ]) {
      expect(() => readTlogProof(broken)).toThrow(/no proof/);
    }
  });
});
