import { spawnSync } from 'node:child_process';
import { pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { verifyBcrypt, verifyHarborSecret } from './foreign-hash.js';

describe('hashes that were made elsewhere', () => {
  it('of htpasswd open with their password alone', async () => {
    const { stdout } = spawnSync('htpasswd', ['-nbBC', '5', 'ada', 'pässword 1'], { encoding: 'utf8' });
    const stored = stdout.trim().split(':')[1] ?? '';
    expect(stored).toMatch(/^\$2y\$05\$/);
    expect(await verifyBcrypt(stored, 'pässword 1')).toBe(true);
    expect(await verifyBcrypt(stored, 'pässword 2')).toBe(false);
  });

  it('of Harbor open with their secret alone', async () => {
    const salt = 'kx2lm4fhqodd4wt0w9o3bd32nnowsmrg';
    const stored = `${salt}$${pbkdf2Sync('Harbor12345', salt, 4096, 16, 'sha256').toString('hex')}`;
    expect(await verifyHarborSecret(stored, 'Harbor12345')).toBe(true);
    expect(await verifyHarborSecret(stored, 'Harbor12346')).toBe(false);
    expect(await verifyHarborSecret('salt$', 'Harbor12345')).toBe(false);
  });
});
