import { fold } from '@credstream/domain-kernel';
import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import { credentialDecider } from './credential.decider.js';
import type { CredentialEvent, CredentialEventOf } from './credential.events.js';
import { nextRotationAt } from './credential-rotation.js';

const at = '2026-11-30T12:00:00Z';
const now = new Date(at);
const given = specificationOf(credentialDecider, { now });
const dayMs = 86_400_000;
const inDays = (days: number): string =>
  new Date(now.getTime() + days * dayMs).toISOString().replace('.000Z', 'Z');

const created = (more: Partial<CredentialEventOf<'CredentialCreated'>['data']> = {}): CredentialEvent => ({
  type: 'CredentialCreated',
  data: {
    ...{ credentialId: 'c1', account: 'acme', scope: 'acme', name: 'ghcr', type: 'registry' },
    ...{ provider: 'custom', createdBy: 'ada', createdById: 'u1', version: 1, secretId: 's1' },
    ...{ fields: ['username', 'password'], findings: [], createdAt: at },
    ...more,
  },
});
const schedule = { rotationId: 'r1', url: 'https://r.example/', overlapHours: 24, verifyFirst: true };
const scheduled: CredentialEvent = { type: 'CredentialRotationScheduled', data: { ...schedule, at } };
const failed = (attempts: number, retryAt?: string): CredentialEvent => ({
  type: 'CredentialRotationFailed',
  data: { name: 'ghcr', version: 1, attempts, message: 'answered 500', ...(retryAt && { retryAt }), at },
});
const rotated: CredentialEvent = {
  type: 'CredentialRotated',
  data: {
    ...{
      version: 2,
      secretId: 's2',
      fields: ['username', 'password'],
      findings: [],
      overlapUntil: inDays(1),
    },
    ...{ expiresAt: '', rotationDueAt: '', at },
  },
};
const revoked: CredentialEvent = { type: 'CredentialRevoked', data: { at } };
const ask = (more: object = {}) =>
  ({
    type: 'ScheduleCredentialRotation',
    data: { rotationId: 'r2', url: schedule.url, ...more },
  }) as const;
const fail = {
  type: 'RecordRotationFailure',
  data: { version: 1, message: 'm', pauses: [60, 600] },
} as const;

describe('a credential without a webhook for rotations', () => {
  it('gets one, with a day of overlap and a try at the target', () =>
    given(created())
      .when(ask())
      .thenEvents({ type: 'CredentialRotationScheduled', data: { ...schedule, rotationId: 'r2', at } }));

  it.each([
    { url: 'ftp://r.example/' },
    { url: 'https://user:pass@r.example/' },
    { url: 'https://r.example/#here' },
    { url: 'nonsense' },
    { overlapHours: 721 },
    { overlapHours: -1 },
    { overlapHours: 1.5 },
  ])('does not get %j', (more) =>
    given(created()).when(ask(more)).thenFails('credential.rotation_webhook_invalid'),
  );

  it('gets none once it is revoked', () =>
    given(created(), revoked).when(ask()).thenFails('credential.not_active'));

  it('has none to remove', () =>
    given(created())
      .when({ type: 'UnscheduleCredentialRotation', data: {} })
      .thenFails('credential.not_scheduled'));

  it('records no failure of one that is gone', () => given(created()).when(fail).thenNothing());
});

describe('a credential with a webhook for rotations', () => {
  it('is left alone when the same is asked for', () => given(created(), scheduled).when(ask()).thenNothing());

  it('keeps the key of the signature while the address stays', () =>
    given(created(), scheduled)
      .when(ask({ overlapHours: 0 }))
      .thenEvents({ type: 'CredentialRotationScheduled', data: { ...schedule, overlapHours: 0, at } }));

  it('gets another key with another address', () =>
    given(created(), scheduled)
      .when(ask({ url: 'https://other.example/' }))
      .thenEvents({
        type: 'CredentialRotationScheduled',
        data: { ...schedule, rotationId: 'r2', url: 'https://other.example/', at },
      }));

  it('is tried again after each failure, a bounded number of times', () => {
    const failure = { name: 'ghcr', version: 1, message: 'm', at };
    given(created(), scheduled)
      .when(fail)
      .thenEvents({
        type: 'CredentialRotationFailed',
        data: { ...failure, attempts: 1, retryAt: '2026-11-30T12:01:00Z' },
      });
    given(created(), scheduled, failed(1), failed(2))
      .when(fail)
      .thenEvents({ type: 'CredentialRotationFailed', data: { ...failure, attempts: 3 } });
  });

  it('records no failure of a version that was replaced meanwhile', () =>
    given(created(), scheduled, rotated).when(fail).thenNothing());

  it('starts over when it was given up and is set again', () =>
    given(created(), scheduled, failed(3))
      .when(ask())
      .thenEvents({ type: 'CredentialRotationScheduled', data: { ...schedule, at } }));

  it('has nobody reminded while a webhook is asked, and somebody once it is given up', () => {
    const due = created({ rotationDays: 1, rotationDueAt: inDays(-1) });
    const remind = { type: 'RemindOfRotation', data: {} } as const;
    const reminder = { name: 'ghcr', version: 1, rotationDays: 1, at };
    given(due, scheduled).when(remind).thenNothing();
    given(due, scheduled, failed(1, inDays(1)))
      .when(remind)
      .thenNothing();
    given(due, scheduled, failed(3))
      .when(remind)
      .thenEvents({ type: 'CredentialRotationDue', data: reminder });
  });

  const nextOf = (...history: readonly CredentialEvent[]): string | undefined => {
    const state = fold(credentialDecider, history);
    return 'versions' in state ? nextRotationAt(state) : undefined;
  };

  it('is asked when the interval is over, or a quarter of its life before the secret ends', () => {
    expect(nextOf(created(), scheduled)).toBeUndefined();
    expect(nextOf(created({ rotationDays: 5, rotationDueAt: inDays(5) }))).toBeUndefined();
    expect(nextOf(created({ rotationDays: 5, rotationDueAt: inDays(5) }), scheduled)).toBe(inDays(5));
    expect(nextOf(created({ expiresAt: inDays(0.5) }), scheduled)).toBe(inDays(0.375));
    expect(nextOf(created({ expiresAt: inDays(90) }), scheduled)).toBe(inDays(89));
    const both = created({ expiresAt: inDays(90), rotationDays: 5, rotationDueAt: inDays(5) });
    expect(nextOf(both, scheduled)).toBe(inDays(5));
  });

  it('is asked after a failure when the pause is over, and no more after the last', () => {
    const due = created({ rotationDays: 1, rotationDueAt: inDays(-1) });
    expect(nextOf(due, scheduled, failed(1, inDays(1)))).toBe(inDays(1));
    expect(nextOf(due, scheduled, failed(3))).toBeUndefined();
    expect(nextOf(due, scheduled, failed(3), scheduled)).toBe(inDays(-1));
  });
});

describe('a rotation that replaces one version', () => {
  const rotate = (replaces: number) =>
    ({
      type: 'RotateCredential',
      data: { secretId: 's3', fields: [], findings: [], replaces },
    }) as const;

  it('changes nothing when another version is the newest', () =>
    given(created(), rotated).when(rotate(1)).thenFails('credential.rotated_meanwhile'));

  it('is recorded when it is the newest', () =>
    given(created())
      .when(rotate(1))
      .thenEvents({
        type: 'CredentialRotated',
        data: {
          ...{ version: 2, secretId: 's3', fields: [], findings: [], overlapUntil: at },
          ...{ expiresAt: '', rotationDueAt: '', at },
        },
      }));
});

describe('a check', () => {
  const checked = (more: object = {}): CredentialEvent => ({
    type: 'CredentialChecked',
    data: {
      version: 1,
      status: 'issues',
      reason: 'clock',
      message: 'there it is 12:00',
      durationMs: 1,
      at,
      ...more,
    },
  });
  const record = (more: object = {}) =>
    ({
      type: 'RecordCredentialCheck',
      data: {
        version: 1,
        status: 'issues',
        reason: 'clock',
        message: 'there it is 12:01',
        durationMs: 2,
        ...more,
      },
    }) as const;

  it('that finds what the one before found is not recorded', () => {
    given(created(), checked()).when(record()).thenNothing();
    const ok = { status: 'ok', reason: undefined, message: 'accepts this secret' };
    given(created(), checked(ok)).when(record(ok)).thenNothing();
  });

  it.each([
    { status: 'ok', reason: undefined },
    { reason: 'unauthorized' },
    { version: 2 },
    { host: 'other.example' },
    { reason: 'region', message: 'eu-central-1' },
  ])('that finds something else is recorded: %j', (more) =>
    given(created(), checked())
      .when(record(more))
      .thenEvents({ type: 'CredentialChecked', data: { ...record(more).data, at } }),
  );
});
