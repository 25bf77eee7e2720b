import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createRegistryKey, readRegistryCertificate, readRegistryKey } from './registry-key.js';
import { trustBundle } from './trust.js';

const now = new Date('2026-11-30T07:00:00Z');

describe('a new key', () => {
  const made = createRegistryKey({ now, name: 'registry.example.com' });

  it('has a certificate that openssl reads and that is signed by itself', () => {
    const folder = mkdtempSync(join(tmpdir(), 'credstream-certificate-'));
    try {
      const path = join(folder, 'bundle.pem');
      writeFileSync(path, trustBundle([readRegistryCertificate(made.certificate)]));
      const text = execFileSync('openssl', ['x509', '-in', path, '-noout', '-text'], { encoding: 'utf8' });
      expect(text).toContain('Subject: CN = registry.example.com');
      expect(text).toContain('Not Before: Nov 29 07:00:00 2026 GMT');
      expect(text).toContain('Not After : Nov 30 07:00:00 2046 GMT');
      expect(text).toContain('Digital Signature');
      expect(execFileSync('openssl', ['verify', '-CAfile', path, path], { encoding: 'utf8' })).toContain(
        'OK',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is read again from what was kept', () => {
    const key = readRegistryKey(made.privatePem, made.certificate);
    expect(key.kid).toBe(readRegistryCertificate(made.certificate).kid);
  });

  it('is refused with the certificate of another', () => {
    const other = createRegistryKey({ now, name: 'other' });
    expect(() => readRegistryKey(made.privatePem, other.certificate)).toThrow('does not belong');
    expect(() => readRegistryKey(other.privatePem, made.certificate)).toThrow('does not belong');
  });

  it('is valid beyond 2050 in the longer form of dates, and with names of every script', () => {
    const late = createRegistryKey({
      now: new Date('2040-01-02T03:04:05Z'),
      name: 'реестр 🐳'.padEnd(90, 'x'),
    });
    expect(readRegistryCertificate(late.certificate).kid).toHaveLength(43);
  });

  it('never has a coordinate that begins with a zero byte', () => {
    // One of 128 would, if nothing were done about it.
    for (let index = 0; index < 400; index += 1) {
      const { publicKey } = readRegistryCertificate(createRegistryKey({ now, name: 'x' }).certificate);
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      expect([x, y].map((part) => Buffer.from(part, 'base64url')[0])).not.toContain(0);
    }
  });
});
