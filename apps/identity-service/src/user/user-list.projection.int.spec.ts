import type { RecordedEvent } from '@credstream/eventstore';
import { repeated, toldTo, withOldNews } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import { userListProjection } from './user-list.projection.js';

const at = '2026-03-01T12:00:00Z';
const facts: readonly [string, object][] = [
  ['UserCreated', { userId: 'u1', username: 'ada', account: 'acme', origin: 'local', passwordHash: 'x', at }],
  ['RoleGranted', { role: 'developer', scope: 'acme/a', at }],
  ['RoleGranted', { role: 'viewer', scope: 'acme', at }],
  ['RoleRevoked', { role: 'developer', scope: 'acme/a', at }],
  ['RoleGranted', { role: 'auditor', scope: 'acme', at }],
  ['UserPasswordChanged', { passwordHash: 'y', at }],
  ['UserDisabled', { at }],
];
const history: readonly RecordedEvent[] = facts.map(([type, data], index) => ({
  id: `00000000-0000-8000-8000-00000000000${index}`,
  stream: 'user-u1',
  type,
  data,
  metadata: { $correlationId: 'c', $causationId: 'c', actor: { kind: 'anonymous' } },
  revision: BigInt(index),
  position: BigInt(index),
  created: new Date(at),
}));

describe('the list of users', () => {
  it('is the same when what it is told comes again', async () => {
    const once = await toldTo(userListProjection, history);
    expect(once).toMatchObject([
      {
        _id: 'u1',
        username: 'ada',
        status: 'disabled',
        roles: [
          { role: 'viewer', scope: 'acme' },
          { role: 'auditor', scope: 'acme' },
        ],
        revision: 6,
      },
    ]);
    expect(JSON.stringify(once)).not.toContain('passwordHash');
    expect(await toldTo(userListProjection, repeated(history))).toEqual(once);
    expect(await toldTo(userListProjection, withOldNews(history))).toEqual(once);
  });
});
