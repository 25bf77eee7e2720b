import { describe, expect, it } from '@jest/globals';
import type { CredentialEvent, CredentialEventOf } from './credential.events.js';
import { credentialSchema } from './credential.schema.js';

const at = '2026-11-30T12:00:00Z';
const name = 'ghcr-auth';

// One sample of each shape that was ever stored. Add to them; never change one.
const samples: { readonly [T in CredentialEvent['type']]: CredentialEventOf<T>['data'] } = {
  CredentialCreated: {
    ...{ credentialId: 'q3bB0tq9mGf2XcVd', account: 'acme', scope: 'acme/research', name },
    ...{ description: 'Pulls charts', type: 'registry', provider: 'ghcr', environment: 'production' },
    ...{ createdBy: 'ada', createdById: 'u1', expiresAt: at, rotationDays: 90, rotationDueAt: at },
    ...{ existingSecret: 'runai/ghcr', version: 1, secretId: 's1', fields: ['username', 'password'] },
    ...{ findings: ['password'], createdAt: at },
    connection: {
      caBundle: '-----BEGIN CERTIFICATE-----',
      clientCertificate: '-----BEGIN CERTIFICATE-----',
      proxy: 'http://ci@proxy.example:3128',
      tokenHost: 'auth.example.com',
      tokenHostFor: 'registry.example.com',
    },
  },
  CredentialRenamed: { name: 'ghcr', description: '', at },
  CredentialScheduleChanged: { expiresAt: '', rotationDays: 30, rotationDueAt: '2026-12-30T12:00:00Z', at },
  CredentialConnectionChanged: { connection: { proxy: 'http://proxy:3128' }, at },
  CredentialRotationScheduled: {
    rotationId: 'r1',
    url: 'https://r.example/',
    overlapHours: 24,
    verifyFirst: true,
    at,
  },
  CredentialRotationUnscheduled: { at },
  CredentialRotationFailed: {
    name,
    version: 1,
    attempts: 1,
    message: 'The rotation webhook answered 500',
    retryAt: at,
    at,
  },
  CredentialRotated: {
    ...{ version: 2, secretId: 's2', fields: ['username', 'password'], findings: ['trailing_newline'] },
    ...{ overlapUntil: at, expiresAt: '', rotationDueAt: '', verified: true, at },
  },
  CredentialAttached: {
    attachmentId: 'a1',
    kind: 'helm-registry',
    name: 'charts',
    url: 'https://charts.example.com',
    at,
  },
  CredentialDetached: { attachmentId: 'a1', kind: 'helm-registry', name: 'charts', at },
  CredentialChecked: {
    ...{ version: 2, status: 'issues', reason: 'tls', message: 'Not trusted', host: 'ghcr.io' },
    ...{ durationMs: 12, at },
  },
  CredentialExpiryWarned: { name, daysBefore: 7, expiresAt: at, at },
  CredentialRotationDue: { name, version: 2, rotationDays: 30, at },
  CredentialRevoked: { reason: 'Leaked', at },
  CredentialExpired: { version: 2, at },
  CredentialDeleted: { reason: 'Moved', stillAttached: ['helm-registry charts'], at },
};

describe('the stored events of credentials', () => {
  it.each(Object.entries(samples))('are read and written as ever: %s', (type, data) => {
    const event = credentialSchema.read({ type, data });
    expect(event).toEqual({ type, data });
    expect(event && credentialSchema.write(event)).toEqual({ type, data });
  });
});
