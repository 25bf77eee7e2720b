import { randomUUID } from 'node:crypto';
import {
  apiKeyAdmissions,
  apiKeyNameId,
  apiKeyNames,
  ApiKeyNameTaken,
  apiKeys,
} from '@credstream/domain-apikey';
import { formatInstant, ServiceUnavailable } from '@credstream/domain-kernel';
import { fresh, gatewayActor, type Servers, startServers } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commandsOn, type CountedStore, countingStore } from './command-host.fixture.js';

const expiresAt = formatInstant(new Date(Date.now() + 86_400_000));

let servers: Servers;
let store: CountedStore;

beforeAll(async () => {
  servers = await startServers();
  store = countingStore(servers.eventStoreUrl);
});
afterAll(async () => {
  await store.close();
  await servers.stop();
});

/** The commands of a user whose keys were counted lately, on a clock that goes on by `stepMs` at each look. */
const commandsOfUser = async (stepMs = 0) => {
  let at = Date.now();
  const user = commandsOn(store, () => (at += stepMs));
  const data = { keyId: 'k0', counted: 1, others: [], at: formatInstant(new Date()) };
  const metadata = { $correlationId: 'c', $causationId: 'c', actor: gatewayActor };
  const event = { id: randomUUID(), type: 'ApiKeyAdmitted', data, metadata };
  await store.append(apiKeyAdmissions.streamOf(user.userId), [event], 'no_stream');
  return user;
};
const last = async (stream: string) => (await store.readLast(stream))?.data;

describe('what is reserved for an API key before it is made', () => {
  it('is its name and its place', async () => {
    const { creation, userId, context } = await commandsOfUser();
    const name = fresh('name');
    const { apiKey } = await creation.create({ name, expiresAt }, context);
    expect(await last(apiKeyNames.streamOf(apiKeyNameId(userId, name)))).toMatchObject({
      holderId: apiKey.id,
    });
    expect(await last(apiKeyAdmissions.streamOf(userId))).toMatchObject({ keyId: apiKey.id, counted: 2 });
  });

  it('is no place where the name is another one’s', async () => {
    const { creation, userId, context } = await commandsOfUser();
    const name = fresh('name');
    await creation.create({ name, expiresAt }, context);
    await expect(creation.create({ name, expiresAt }, context)).rejects.toBeInstanceOf(ApiKeyNameTaken);
    expect(await store.read(apiKeyAdmissions.streamOf(userId))).toHaveLength(2);
  });

  it('does not serve who took so long that others may soon take it over', async () => {
    const { creation, context } = await commandsOfUser(20_000);
    const slow = creation.create({ name: fresh('name'), expiresAt }, context);
    await expect(slow).rejects.toBeInstanceOf(ServiceUnavailable);
  });
});

describe('a command reads', () => {
  /** How often streams were read meanwhile. */
  const readsOf = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
    store.reads.length = 0;
    await work();
    return [...store.reads];
  };
  const made = async () => {
    const user = await commandsOfUser();
    const { apiKey } = await user.creation.create({ name: fresh('name'), expiresAt }, user.context);
    return { ...user, id: apiKey.id, stream: apiKeys.streamOf(apiKey.id) };
  };

  it('to create: the places of the owner, and nothing of a key and a name that are new', async () => {
    const { creation, userId, context } = await commandsOfUser();
    const create = () => creation.create({ name: fresh('name'), expiresAt }, context);
    expect(await readsOf(create)).toEqual([apiKeyAdmissions.streamOf(userId)]);
  });

  it('to create what may be a repetition: also the key, and the secret that was kept', async () => {
    const { creation, context } = await commandsOfUser();
    const create = () =>
      creation.create({ name: fresh('name'), expiresAt }, { ...context, idempotencyKey: fresh('key') });
    expect(await readsOf(create)).toHaveLength(3);
  });

  it('to revoke: the key, once', async () => {
    const { commands, context, id, stream } = await made();
    expect(await readsOf(() => commands.revoke({ id }, context))).toEqual([stream]);
  });

  it('to rotate: the key, once', async () => {
    const { commands, context, id, stream } = await made();
    expect(await readsOf(() => commands.rotate({ id }, context))).toEqual([stream]);
  });

  it('to rename: the key and the name that it bears', async () => {
    const { commands, context, id, stream } = await made();
    const reads = await readsOf(() => commands.describe({ id, name: fresh('name') }, context));
    expect(reads).toEqual([stream, expect.stringMatching(/^apikeyname-/)]);
  });

  it('to delete: the key, and the name that becomes free', async () => {
    const { commands, context, id, stream } = await made();
    const reads = await readsOf(() => commands.delete({ id }, context));
    expect(reads).toEqual([stream, expect.stringMatching(/^apikeyname-/)]);
  });
});
