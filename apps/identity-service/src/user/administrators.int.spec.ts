import { administrators as administratorsOf, users as usersOf } from '@credstream/domain-identity';
import type { Aggregate, Command, Event, RequestContext } from '@credstream/domain-kernel';
import { connectEventStore, type EventStore } from '@credstream/eventstore';
import { AggregateStreams, type ServiceHost } from '@credstream/service-kit';
import { fresh, gatewayActor, type Servers, startServers } from '@credstream/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Administrators } from './administrators.js';
import { Users } from './users.js';

const context: RequestContext = { actor: gatewayActor, correlationId: 'c', causationId: 'c' };

describe('a change of a user', () => {
  let servers: Servers;
  let store: EventStore;
  let users: Users;
  let administrators: Administrators;
  const reads: string[] = [];

  beforeAll(async () => {
    servers = await startServers();
    store = connectEventStore(servers.eventStoreUrl);
    const counted: EventStore = {
      ...store,
      read: (stream) => {
        reads.push(stream);
        return store.read(stream);
      },
    };
    const host = {
      of: <S, C extends Command, E extends Event>(aggregate: Aggregate<S, C, E>) =>
        new AggregateStreams(aggregate, counted, () => new Date()),
    } as ServiceHost;
    users = new Users(host);
    administrators = new Administrators(host, users);
    await addUser('system-admin');
  });
  afterAll(async () => {
    await store.close();
    await servers.stop();
  });
  beforeEach(() => void reads.splice(0));

  const addUser = async (role: 'system-admin' | 'viewer') => {
    const [userId, username] = [fresh('user'), fresh('ada')];
    const roles = [{ role, scope: role === 'system-admin' ? '/' : 'acme' }];
    const data = { userId, username, account: 'acme', origin: 'local', passwordHash: 'x', roles } as const;
    const { revision } = await users.handle(
      { userId, account: 'acme' },
      { type: 'CreateUser', data },
      context,
    );
    if (role === 'system-admin') await administrators.count(userId, Number(revision), context);
    const read = await users.get(userId);
    reads.splice(0);
    return read;
  };
  const readsOf = (userId: string) => reads.filter((stream) => stream === usersOf.streamOf(userId));
  const disable = { type: 'DisableUser', data: {} } as const;

  it.each([
    ['disabling one', disable],
    ['giving a role', { type: 'GrantRole', data: { role: 'developer', scope: 'acme' } }],
    ['off-boarding one', { type: 'OffboardUser', data: {} }],
  ] as const)('reads the stream no second time: %s', async (_, command) => {
    const read = await addUser('viewer');
    const { history } = await administrators.change(read, command, context);
    expect(reads).toEqual([]);
    expect(history).toHaveLength((await store.read(usersOf.streamOf(read.userId))).length);
  });

  it('reads beside it only the set of administrators when one leaves it', async () => {
    const read = await addUser('system-admin');
    await administrators.change(read, disable, context);
    expect(reads).toEqual([administratorsOf.streamOf('installation')]);
  });

  it('looks again at a user who was changed in the meantime, so that an administrator leaves the set', async () => {
    const read = await addUser('viewer');
    const grant = { type: 'GrantRole', data: { role: 'system-admin', scope: '/' } } as const;
    await administrators.change(read, grant, context);
    reads.splice(0);
    await administrators.change(read, disable, context);
    expect(readsOf(read.userId).length).toBeGreaterThan(0);
    const set = await store.read(administratorsOf.streamOf('installation'));
    expect(set.at(-1)).toMatchObject({ type: 'AdministratorRemoved', data: { userId: read.userId } });
    expect((await users.get(read.userId)).user.status).toBe('disabled');
  });
});
