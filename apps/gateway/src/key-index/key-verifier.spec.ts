import { createKey, hashSecret } from '@credstream/crypto';
import type { VerificationEntry } from '@credstream/domain-apikey';
import { describe, expect, it } from '@jest/globals';
import { entryOf, indexUnderTest } from './key-index.fixture.js';
import { KeyVerifier } from './key-verifier.js';

const pepper = Buffer.alloc(32, 7);
const key = createKey('cs_key', 'abcDEF012345');

const entry = (more: Partial<VerificationEntry> = {}): VerificationEntry =>
  entryOf(key.id, 'u1', { secrets: [{ hash: hashSecret(key.secret, pepper) }], ...more });

/** A verifier that has this entry in memory. */
const knowing = async (kept: VerificationEntry) => {
  const parts = indexUnderTest();
  parts.hear();
  await parts.loaded(kept);
  parts.asked.splice(0);
  return { ...parts, verifier: new KeyVerifier(parts.index, () => [pepper]) };
};

describe('a key in memory', () => {
  it('is judged at once, and nobody is asked', async () => {
    const { verifier, asked } = await knowing(entry());
    const verified = verifier.verify(key.value, { ip: '192.0.2.7' });
    expect(verified).not.toBeInstanceOf(Promise);
    expect(verified).toMatchObject({ answer: { valid: true, keyId: key.id, userId: 'u1' }, keyId: key.id });
    expect(asked).toEqual([]);
  });

  it('whose secret is another is unknown', async () => {
    const { verifier } = await knowing(entry());
    const other = createKey('cs_key', key.id);
    expect(verifier.verify(other.value, {})).toMatchObject({ answer: { valid: false, reason: 'unknown' } });
  });

  it('that was hashed with another pepper is unknown', async () => {
    const { index } = await knowing(entry());
    const verifier = new KeyVerifier(index, () => [Buffer.alloc(32, 8)]);
    expect(verifier.verify(key.value, {})).toMatchObject({ answer: { valid: false, reason: 'unknown' } });
  });

  it('that expires is refused from that very millisecond on, whatever is recorded', async () => {
    const { verifier } = await knowing(entry({ expiresAt: Date.now() }));
    expect(verifier.verify(key.value, {})).toMatchObject({ answer: { valid: false, reason: 'expired' } });
  });

  it('is asked for the permission, the scope and the address that are named', async () => {
    const { verifier } = await knowing(entry({ ipAllowList: ['192.0.2.0/24'] }));
    const reason = (question: object) => verifier.verify(key.value, question);
    const at = { ip: '192.0.2.7' };
    expect(reason({ ...at, permission: 'registry.pull' })).toMatchObject({ answer: { valid: true } });
    expect(reason({ ...at, permission: 'registry.push' })).toMatchObject({
      answer: { reason: 'not_permitted' },
    });
    expect(reason({ ...at, scope: 'other' })).toMatchObject({ answer: { reason: 'not_permitted' } });
    expect(reason({ ip: '198.51.100.1' })).toMatchObject({ answer: { reason: 'ip_not_allowed' } });
    expect(reason({})).toMatchObject({ answer: { reason: 'ip_not_allowed' } });
  });
});

describe('a key that is not in memory', () => {
  it('is loaded and judged', async () => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    const verifying = new KeyVerifier(index, () => [pepper]).verify(key.value, {});
    expect(asked.map(({ keyId }) => keyId)).toEqual([key.id]);
    await asked[0]?.answer(entry({ status: 'revoked' }));
    expect(await verifying).toMatchObject({ answer: { valid: false, reason: 'revoked' } });
  });

  it('and that nobody knows is unknown', async () => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    const verifying = new KeyVerifier(index, () => [pepper]).verify(key.value, {});
    await asked[0]?.answer();
    expect(await verifying).toEqual({ answer: { valid: false, reason: 'unknown' }, keyId: key.id });
  });

  it("and that is known to be nobody's is refused without asking again, as a wrong secret is", async () => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    const verifier = new KeyVerifier(index, () => [pepper]);
    const verifying = verifier.verify(key.value, {});
    await asked[0]?.answer();
    await verifying;
    expect(verifier.verify(key.value, {})).toEqual({
      answer: { valid: false, reason: 'unknown' },
      keyId: key.id,
    });
    expect(asked).toHaveLength(1);
  });

  it('is refused when the service does not answer', async () => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    const verifying = new KeyVerifier(index, () => [pepper]).verify(key.value, {});
    const refused = expect(verifying).rejects.toThrow('no answer');
    await asked[0]?.fail(new Error('no answer'));
    await refused;
  });

  it('that was in memory is asked for when the feed is silent', async () => {
    const { verifier, time, asked } = await knowing(entry());
    time.ms = 10_000;
    const verifying = verifier.verify(key.value, {});
    expect(verifying).toBeInstanceOf(Promise);
    await asked[0]?.answer(entry({ status: 'revoked' }));
    expect(await verifying).toMatchObject({ answer: { reason: 'revoked' } });
  });
});

describe('a value that is no API key', () => {
  it.each([
    ['nothing', ''],
    ['a word', 'hello'],
    ['one character changed', `${key.value.slice(0, -1)}${key.value.endsWith('0') ? '1' : '0'}`],
    ['one character more', `${key.value}0`],
    ['one character less', key.value.slice(0, -1)],
    ['a space before it', ` ${key.value}`],
    ['a token of a registry', createKey('cs_tok').value],
    ['a secret of the command line', createKey('cs_cli').value],
    ['a mebibyte', 'cs_key_'.repeat(150_000)],
  ])('is malformed, and nothing is looked up: %s', (_what, value) => {
    const { index, asked, hear } = indexUnderTest();
    hear();
    expect(new KeyVerifier(index, () => [pepper]).verify(value, {})).toEqual({
      answer: { valid: false, reason: 'malformed' },
    });
    expect(asked).toEqual([]);
  });
});
