import { describe, expect, it } from '@jest/globals';
import type { ApiKeyEvent } from './apikey.events.js';
import { apiKeySchema } from './apikey.schema.js';
import { apiKeyAdmissionSchema } from './apikey-admission.decider.js';
import type { ApiKeyAdmissionEvent } from './apikey-admission.events.js';
import type { ApiKeyNameEvent } from './apikey-name.js';
import { apiKeyNames } from './apikey-name.js';

// One sample of each shape that was ever stored. Add to them; never change one.
const stored = {
  ApiKeyCreated: {
    keyId: 'k3YJx0aPq9Zt',
    userId: '01JNB3S9V2A7WQ4M6T8R5C1E0D',
    username: 'ada',
    account: 'acme',
    name: 'build server',
    description: 'Nightly builds',
    secretHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    hint: 'wXyZ',
    formatVersion: 1,
    expiresAt: '2026-11-21T22:00:00Z',
    permissions: ['registry.pull'],
    scope: 'acme/research',
    ipAllowList: ['10.0.0.0/8', '2001:db8::1/128'],
    rateLimit: { requests: 100, perSeconds: 60 },
    createdAt: '2026-03-01T12:00:00Z',
  },
  ApiKeyDescribed: { name: 'builder', description: '', at: '2026-03-02T12:00:00Z' },
  ApiKeyRotated: {
    secretHash: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
    hint: 'nEwS',
    overlapUntil: '2026-03-10T12:00:00Z',
    replaces: 'current',
    at: '2026-03-03T12:00:00Z',
  },
  ApiKeyNewSecretUsed: { at: '2026-03-03T13:00:00Z' },
  ApiKeyOverlapEnded: { at: '2026-03-03T14:00:00Z' },
  ApiKeyExpiryWarned: {
    name: 'build server',
    daysBefore: 7,
    expiresAt: '2026-11-21T22:00:00Z',
    at: '2026-11-14T22:00:03Z',
  },
  ApiKeyLeakReported: {
    reporter: 'github',
    url: 'https://example.org/acme/app/blob/main/.env',
    source: 'content',
    at: '2026-03-04T11:59:59Z',
  },
  ApiKeyRevoked: { reason: 'leaked', at: '2026-03-04T12:00:00Z' },
  ApiKeyExpired: { at: '2026-11-21T22:00:03Z' },
  ApiKeyDeleted: { at: '2026-12-01T12:00:00Z' },
} as const satisfies { [T in ApiKeyEvent['type']]: Extract<ApiKeyEvent, { type: T }>['data'] };

const storedNames = {
  ApiKeyNameReserved: { holderId: 'k3YJx0aPq9Zt', at: '2026-03-01T12:00:00Z' },
  ApiKeyNameReleased: { holderId: 'k3YJx0aPq9Zt', at: '2026-03-02T12:00:00Z' },
} as const satisfies { [T in ApiKeyNameEvent['type']]: ApiKeyNameEvent['data'] };

const storedAdmissions = {
  ApiKeyAdmitted: {
    keyId: 'k3YJx0aPq9Zt',
    counted: 7,
    others: [{ keyId: 'b7Lw2Qn5Xc1D', at: '2026-03-01T11:59:58Z' }],
    at: '2026-03-01T12:00:00Z',
  },
} as const satisfies { [T in ApiKeyAdmissionEvent['type']]: ApiKeyAdmissionEvent['data'] };

describe('the stored events of API keys', () => {
  it.each(Object.entries(stored))('are read and written as ever: %s', (type, data) => {
    const event = apiKeySchema.read({ type, data });
    expect(event).toEqual({ type, data });
    expect(event && apiKeySchema.write(event)).toEqual({ type, data });
  });

  it.each(Object.entries(storedNames))('are read and written as ever: %s', (type, data) => {
    const event = apiKeyNames.schema.read({ type, data });
    expect(event && apiKeyNames.schema.write(event)).toEqual({ type, data });
  });

  it.each(Object.entries(storedAdmissions))('are read and written as ever: %s', (type, data) => {
    const event = apiKeyAdmissionSchema.read({ type, data });
    expect(event && apiKeyAdmissionSchema.write(event)).toEqual({ type, data });
  });

  it.each(['UserCreated', 'toString', '__proto__', ''])('do not include %s', (type) => {
    expect(apiKeySchema.read({ type, data: {} })).toBeUndefined();
  });
});
