import { describe, expect, it } from '@jest/globals';
import { signedHeaders, webhookSecret } from './webhook-signature.js';

describe('a signed delivery', () => {
  // The values are those of `openssl dgst -sha256 -hmac`.
  it('has the signature that Standard Webhooks prescribes', () => {
    const secret = `whsec_${Buffer.from('a secret of the receiver').toString('base64')}`;
    expect(signedHeaders(secret, 'e1', new Date('2026-03-01T12:00:00.900Z'), '{"a":1}')).toEqual({
      'webhook-id': 'e1',
      'webhook-timestamp': '1772366400',
      'webhook-signature': 'v1,edReMwxRNMgGVFRMStPQKc2P9EVM6n4QZ0T+AA9H89Q=',
    });
  });

  it('has a secret of its own for each webhook', () => {
    const master = Buffer.alloc(32, 1);
    expect(webhookSecret(master, 'w1')).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhookSecret(master, 'w1')).toBe(webhookSecret(master, 'w1'));
    expect(webhookSecret(master, 'w2')).not.toBe(webhookSecret(master, 'w1'));
    expect(webhookSecret(Buffer.alloc(32, 2), 'w1')).not.toBe(webhookSecret(master, 'w1'));
  });
});
