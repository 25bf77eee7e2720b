import { randomUUID } from 'node:crypto';
import { apiKeyNameId, apiKeyNames, ApiKeyNameTaken, apiKeys } from '@credstream/domain-apikey';
import { formatInstant, reservationSettlesWithin } from '@credstream/domain-kernel';
import { connectEventStore, type EventStore, type RecordedEvent } from '@credstream/eventstore';
import { contextOf, fresh, gatewayActor, type Servers, startServers } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiKeyNames } from './apikey-names.js';
import { commandsOn } from './command-host.fixture.js';

const userId = fresh('user');
const context = contextOf(gatewayActor);
const longAgo = formatInstant(new Date(Date.now() - 2 * reservationSettlesWithin * 1000));

describe('the name of an API key', () => {
  let servers: Servers;
  let store: EventStore;
  let names: ApiKeyNames;

  beforeAll(async () => {
    servers = await startServers();
    store = connectEventStore(servers.eventStoreUrl);
    names = commandsOn(store).names;
  });
  afterAll(async () => {
    await store.close();
    await servers.stop();
  });

  const record = (stream: string, type: string, data: object) => {
    const metadata = { $correlationId: 'c', $causationId: 'c', actor: gatewayActor };
    return store.append(stream, [{ id: randomUUID(), type, data, metadata }], 'any');
  };
  const reserve = (keyId: string, name: string) =>
    names.reserve({ keyId, userId, account: 'acme', name }, context);
  const release = (keyId: string, name: string, held?: readonly RecordedEvent[]) =>
    names.release({ keyId, userId, account: 'acme', name }, context, held);
  const heldLongAgo = async (keyId: string, name: string) =>
    record(apiKeyNames.streamOf(apiKeyNameId(userId, name)), 'ApiKeyNameReserved', {
      holderId: keyId,
      at: longAgo,
    });
  const create = (keyId: string, name: string) =>
    record(apiKeys.streamOf(keyId), 'ApiKeyCreated', {
      ...{ keyId, userId, username: 'ada', account: 'acme', name, secretHash: 'aa', hint: 'wxyz' },
      ...{ formatVersion: 1, expiresAt: '2099-01-01T00:00:00Z', createdAt: longAgo },
    });

  it('is kept for a key that is being made', async () => {
    const name = fresh('name');
    await reserve('k1', name);
    await expect(reserve('k2', name)).rejects.toBeInstanceOf(ApiKeyNameTaken);
    await expect(reserve('k1', name)).resolves.toBeUndefined();
  });

  it('is kept for as long as a key bears it', async () => {
    const [name, keyId] = [fresh('name'), fresh('key')];
    await heldLongAgo(keyId, name);
    await create(keyId, name);
    await expect(reserve('k2', name)).rejects.toBeInstanceOf(ApiKeyNameTaken);
  });

  it('is free again when the key that wanted it was never made', async () => {
    const name = fresh('name');
    await heldLongAgo(fresh('key'), name);
    await expect(reserve('k2', name)).resolves.toBeUndefined();
    await expect(reserve('k3', name)).rejects.toBeInstanceOf(ApiKeyNameTaken);
  });

  it('is free again when the key bears another one, or is deleted', async () => {
    const [name, keyId] = [fresh('name'), fresh('key')];
    await heldLongAgo(keyId, name);
    await create(keyId, fresh('another'));
    await expect(reserve('k2', name)).resolves.toBeUndefined();

    const [deletedName, deleted] = [fresh('name'), fresh('key')];
    await heldLongAgo(deleted, deletedName);
    await create(deleted, deletedName);
    await record(apiKeys.streamOf(deleted), 'ApiKeyDeleted', { at: longAgo });
    await expect(reserve('k2', deletedName)).resolves.toBeUndefined();
  });

  it('is given back by its holder alone', async () => {
    const name = fresh('name');
    await reserve('k1', name);
    await release('k2', name);
    await expect(reserve('k2', name)).rejects.toBeInstanceOf(ApiKeyNameTaken);
    await release('k1', name);
    await expect(reserve('k2', name)).resolves.toBeUndefined();
  });

  it('is not given back by a rename that another one has overtaken', async () => {
    const name = fresh('name');
    const named = { keyId: 'k1', userId, account: 'acme', name };
    await reserve('k1', name);
    const held = await names.held(named);
    await reserve('k1', name);
    await release('k1', name, held);
    await expect(reserve('k2', name)).rejects.toBeInstanceOf(ApiKeyNameTaken);
    await release('k1', name, await names.held(named));
    await expect(reserve('k2', name)).resolves.toBeUndefined();
  });
});
