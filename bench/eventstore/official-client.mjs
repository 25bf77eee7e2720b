/** The same work as the lean client's, by the client that the services use. */
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';

export const connectOfficial = (url) => {
  const client = EventStoreDBClient.connectionString(url);
  let written = 0;
  return {
    append: async ({ type, data, inFlight, ms, streamOf }) => {
      const start = performance.now();
      let count = 0;
      const lane = async () => {
        while (performance.now() - start < ms) {
          written += 1;
          await client.appendToStream(`official-${streamOf(written)}`, jsonEvent({ type, data }));
          count += 1;
        }
      };
      await Promise.all(Array.from({ length: inFlight }, lane));
      return { count, rate: (count / (performance.now() - start)) * 1000 };
    },
    replay: async () => {
      const start = performance.now();
      let count = 0;
      for await (const { event } of client.readAll()) if (event) count += 1;
      return { count, rate: (count / (performance.now() - start)) * 1000 };
    },
    close: () => client.dispose(),
  };
};
