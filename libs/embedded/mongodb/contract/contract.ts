import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Db, MongoClient } from 'mongodb';
import { oneSidedCases } from './one-sided-cases.js';
import { type ServerUnderTest, startServerUnderTest } from './server-under-test.js';

export type Bench = Readonly<{
  client: MongoClient;
  url: string;
  /** A database that no other test knows. */
  db: Db;
}>;

export type Contract = (number: number, promise: string, test: (bench: Bench) => Promise<void>) => void;

/** Starts the server for a suite, and gives the way to state its cases. */
export const useServerUnderTest = (): Contract => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServerUnderTest();
  });
  afterAll(() => server.stop());
  const kind = process.env['MONGODB_URL'] === undefined ? 'embedded' : 'real';
  return (number, promise, test) => {
    const oneSided = oneSidedCases.find((oneSidedCase) => oneSidedCase.number === number);
    // One that holds on the other side only is listed, with its reason, and no test of this run.
    if (oneSided !== undefined && oneSided.side !== kind) return;
    it(`#${number} ${promise}`, async () => {
      const db = server.client.db(`contract_${randomUUID().slice(0, 13)}`);
      try {
        await test({ client: server.client, url: server.url, db });
      } finally {
        await db.dropDatabase();
      }
    });
  };
};

/** The promise is broken with MongoDB's code. */
export const failsWith = (code: number, promise: Promise<unknown>): Promise<void> =>
  expect(promise).rejects.toMatchObject({ code });
