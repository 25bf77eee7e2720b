import { ApiKeyNameTaken, apiKeyAdmissionStream, apiKeyNameStream } from '@credstream/domain-apikey';
import { formatInstant, ServiceUnavailable } from '@credstream/domain-kernel';
import { connectEventStore, type EventStore } from '@credstream/eventstore';
import type { ServiceHost } from '@credstream/service-kit';
import { contextOf, fresh, gatewayActor, type Servers, startServers } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ApiKeyAdmissions } from './apikey-admissions.js';
import { ApiKeyNames } from './apikey-names.js';
import { ApiKeyReservations } from './apikey-reservations.js';
import type { ApiKeyViews } from './apikey-views.js';

const context = contextOf(gatewayActor);

describe('what is reserved for an API key before it is made', () => {
  let servers: Servers;
  let store: EventStore;

  beforeAll(async () => {
    servers = await startServers();
    store = connectEventStore(servers.eventStoreUrl);
  });
  afterAll(async () => {
    await store.close();
    await servers.stop();
  });

  /** On a clock that goes on by so many milliseconds each time somebody looks at it. */
  const reservations = (stepMs: number): ApiKeyReservations => {
    let at = Date.now();
    const host = { store, now: () => new Date((at += stepMs)) } as ServiceHost;
    const noNeedToCount = {} as ApiKeyViews;
    return new ApiKeyReservations(host, new ApiKeyNames(host), new ApiKeyAdmissions(host, noNeedToCount));
  };
  const wanted = async () => {
    const userId = fresh('user');
    const data = { keyId: 'k0', counted: 1, others: [], at: formatInstant(new Date()) };
    const metadata = { $correlationId: 'c', $causationId: 'c', actor: gatewayActor };
    const event = { id: randomUUID(), type: 'ApiKeyAdmitted', data, metadata };
    await store.append(apiKeyAdmissionStream(userId), [event], 'no_stream');
    return { keyId: fresh('key'), userId, account: 'acme', name: fresh('name'), maxApiKeysPerUser: 10 };
  };

  it('is its name and its place', async () => {
    const key = await wanted();
    await reservations(0).reserve(key, context);
    const last = async (stream: string) => (await store.readLast(stream))?.data;
    expect(await last(apiKeyNameStream(key.userId, key.name))).toMatchObject({ holderId: key.keyId });
    expect(await last(apiKeyAdmissionStream(key.userId))).toMatchObject({ keyId: key.keyId, counted: 2 });
  });

  it('is no place where the name is another one’s', async () => {
    const key = await wanted();
    await reservations(0).reserve(key, context);
    const second = reservations(0).reserve({ ...key, keyId: fresh('key') }, context);
    await expect(second).rejects.toBeInstanceOf(ApiKeyNameTaken);
    expect(await store.read(apiKeyAdmissionStream(key.userId))).toHaveLength(2);
  });

  it('does not serve who took so long that others may soon take it over', async () => {
    const slow = reservations(20_000).reserve(await wanted(), context);
    await expect(slow).rejects.toBeInstanceOf(ServiceUnavailable);
  });
});
