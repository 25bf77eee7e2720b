import { start } from '@credstream/embedded-eventstoredb';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';

const KEYS_OF_A_USER = 50;
const IN_FLIGHT = 200;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const newId = (length) =>
  Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');

/** The creation that the service itself recorded: what is appended has its shape to the last field. */
const firstCreation = async (client) => {
  for await (const { event } of client.readAll()) if (event?.type === 'ApiKeyCreated') return event;
  throw new Error('the log holds no creation of a key');
};

/**
 * Appends the creations of `count` keys to the log of a suite that is not running. They belong to users of 50 keys
 * each. What a creation records beside (the reservation of the name, the admission) is left out: no view reads it.
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
        const keyId = newId(12);
        const user = Math.floor(number / KEYS_OF_A_USER);
        const event = jsonEvent({
          id: randomUUID(),
          type: 'ApiKeyCreated',
          data: {
            ...data,
            keyId,
            userId: `bench${user}`.padEnd(16, 'x'),
            username: `bench-${user}`,
            name: `key ${number}`,
            hint: newId(4),
            secretHash: randomBytes(32).toString('hex'),
          },
          metadata,
        });
        await client.appendToStream(`apikey-${keyId}`, event, { expectedRevision: NO_STREAM });
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, appendNext));
  } finally {
    await client.dispose();
    await server.stop();
  }
};
