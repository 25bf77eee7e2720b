import { type UserEvent, users } from '@credstream/domain-identity';
import type { RecordedEvent } from '@credstream/eventstore';
import { describe, expect, it } from '@jest/globals';
import { userListProjection } from './user-list.projection.js';

const at = '2026-03-01T12:00:00Z';
const recorded = (event: { type: string; data: object }, revision: bigint): RecordedEvent => ({
  id: '00000000-0000-8000-8000-000000000000',
  stream: 'user-u1',
  ...event,
  metadata: { $correlationId: 'c', $causationId: 'c', actor: { kind: 'anonymous' } },
  revision,
  position: 100n + revision,
  created: new Date(at),
});
const project = (event: UserEvent, revision = 3n) =>
  userListProjection.project(recorded(users.schema.write(event) as UserEvent, revision));
const later = { _id: 'u1', revision: { $lt: 3 } };
const changes = (update: object) => [{ updateOne: { filter: later, update } }];

describe('the list of users writes', () => {
  it('a new user once, without the password hash', () => {
    const data = { userId: 'u1', username: 'ada', account: 'acme', origin: 'local' as const, at };
    expect(project({ type: 'UserCreated', data: { ...data, passwordHash: 'secret' } }, 0n)).toEqual([
      {
        updateOne: {
          filter: { _id: 'u1' },
          update: {
            $setOnInsert: {
              username: 'ada',
              account: 'acme',
              origin: 'local',
              status: 'active',
              roles: [],
              createdAt: at,
              revision: 0,
            },
          },
          upsert: true,
        },
      },
    ]);
  });

  it.each<[UserEvent, object]>([
    [{ type: 'UserPasswordChanged', data: { passwordHash: 'secret', at } }, { $set: { revision: 3 } }],
    [{ type: 'UserDisabled', data: { at } }, { $set: { status: 'disabled', revision: 3 } }],
    [{ type: 'UserEnabled', data: { at } }, { $set: { status: 'active', revision: 3 } }],
    [{ type: 'UserOffboarded', data: { at } }, { $set: { status: 'offboarded', roles: [], revision: 3 } }],
    [
      { type: 'RoleGranted', data: { role: 'viewer', scope: 'acme', at } },
      { $set: { revision: 3 }, $push: { roles: { role: 'viewer', scope: 'acme' } } },
    ],
    [
      { type: 'RoleRevoked', data: { role: 'viewer', scope: 'acme', at } },
      { $set: { revision: 3 }, $pull: { roles: { role: 'viewer', scope: 'acme' } } },
    ],
  ])('a change only where it is news: %j', (event, update) => {
    expect(project(event)).toEqual(changes(update));
  });

  it('nothing for events that are not those of a user', () => {
    expect(userListProjection.project(recorded({ type: 'ApiKeyCreated', data: {} }, 0n))).toEqual([]);
  });
});
