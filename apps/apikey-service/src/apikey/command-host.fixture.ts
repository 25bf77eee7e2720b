import { randomUUID } from 'node:crypto';
import { Directory } from '@credstream/contracts';
import type { Actor, Aggregate, Command, Event, RequestContext } from '@credstream/domain-kernel';
import { connectEventStore, type EventStore } from '@credstream/eventstore';
import { AggregateStreams, type LiveDirectory, type ServiceHost } from '@credstream/service-kit';
import { ApiKeyCommands } from './apikey.commands.js';
import { ApiKeyAccess } from './apikey-access.js';
import { ApiKeyAdmissions } from './apikey-admissions.js';
import { ApiKeyNames } from './apikey-names.js';
import type { ApiKeyViews } from './apikey-views.js';
import { ApiKeyCreation } from './create-apikey.js';

/** The streams that were read, each time that one was. */
export type CountedStore = EventStore & Readonly<{ reads: string[] }>;

/** The door to the log, with a list of what was read through it. */
export const countingStore = (url: string): CountedStore => {
  const store = connectEventStore(url);
  const reads: string[] = [];
  return {
    ...store,
    reads,
    read: (stream) => {
      reads.push(stream);
      return store.read(stream);
    },
    readLast: (stream) => {
      reads.push(stream);
      return store.readLast(stream);
    },
  };
};

/** The commands of API keys on a store, for one user who may have keys, at the time that a clock tells. */
export const commandsOn = (store: EventStore, clock: () => number = Date.now) => {
  const userId = randomUUID().slice(0, 13);
  const actor: Actor = { kind: 'user', userId, username: 'ada', account: 'acme' };
  const directory = new Directory();
  const tell = (type: string, data: object) => directory.apply({ stream: `user-${userId}`, type, data });
  tell('UserCreated', { userId, username: 'ada', account: 'acme', origin: 'local' });
  tell('RoleGranted', { role: 'developer', scope: 'acme' });
  const now = () => new Date(clock());
  const host = {
    store,
    now,
    hashKey: Buffer.alloc(32),
    keys: { secret: () => Buffer.alloc(32), versions: () => [Buffer.alloc(32)] },
    of: <S, C extends Command, E extends Event>(aggregate: Aggregate<S, C, E>) =>
      new AggregateStreams(aggregate, store, now),
  } as unknown as ServiceHost;
  const access = new ApiKeyAccess(directory as LiveDirectory);
  const names = new ApiKeyNames(host);
  const noNeedToCount = {} as ApiKeyViews;
  const admissions = new ApiKeyAdmissions(host, noNeedToCount);
  return {
    host,
    names,
    userId,
    context: { actor, correlationId: 'c', causationId: 'c' } satisfies RequestContext as RequestContext,
    commands: new ApiKeyCommands(host, access, names),
    creation: new ApiKeyCreation(host, directory as LiveDirectory, access, names, admissions),
  };
};
