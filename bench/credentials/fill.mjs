import { start } from '@credstream/embedded-eventstoredb';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';

const IN_FLIGHT = 400;
const types = ['registry', 'git', 'username-password', 'token'];

/** The creation that the service itself recorded: what is appended has its shape to the last field. */
const firstCreation = async (client) => {
  for await (const { event } of client.readAll()) if (event?.type === 'CredentialCreated') return event;
  throw new Error('the log holds no creation of a credential');
};

/**
 * Appends the creations of `count` credentials to the log of a suite that is not running. Their ciphertexts and data
 * keys are left out: no view reads them, and the secrets that are read were made by the service.
 */
export const fill = async (dataDir, count) => {
  const server = await start({ port: 0, dataDir: join(dataDir, 'eventstore') });
  const client = EventStoreDBClient.connectionString(server.url);
  try {
    const { data, metadata } = await firstCreation(client);
    let made = 0;
    const appendNext = async () => {
      while (made < count) {
        const number = made++;
        const credentialId = randomBytes(8).toString('hex');
        const named = { credentialId, name: `credential ${number}`, type: types[number % types.length] };
        const event = jsonEvent({
          id: randomUUID(),
          type: 'CredentialCreated',
          data: { ...data, ...named, secretId: randomUUID() },
          metadata,
        });
        await client.appendToStream(`credential-${credentialId}`, event, { expectedRevision: NO_STREAM });
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, appendNext));
  } finally {
    await client.dispose();
    await server.stop();
  }
};
