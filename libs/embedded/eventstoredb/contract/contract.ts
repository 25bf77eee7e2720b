import { randomUUID } from 'node:crypto';
import {
  type AppendResult,
  type EventData,
  type EventStoreDBClient,
  jsonEvent,
  type ReadStreamOptions,
  type RecordedEvent,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { afterAll, beforeAll, it } from '@jest/globals';
import { cases, notApplicable } from './cases.js';
import { EmbeddedServer, ServerUnderTest, target } from './server-under-test.js';

/** A server for the tests of one file. */
export const useServer = (): ServerUnderTest => {
  const server = new ServerUnderTest();
  beforeAll(() => server.open());
  afterAll(() => server.close());
  return server;
};

/** Declares the test of a case; a case that does not apply to the target is listed in `cases.ts`, not run. */
export const contractCase = (number: number, test: () => Promise<void>, timeout?: number): void => {
  const found = cases.find((entry) => entry.number === number);
  if (found === undefined) throw new Error(`There is no case ${number}`);
  if (notApplicable(found, target) === undefined) it(`#${number} ${found.title}`, test, timeout);
};

/** Runs a test on a server of its own, which it may stop and restart. */
export const withOwnServer = async (test: (server: EmbeddedServer) => Promise<void>): Promise<void> => {
  const server = new EmbeddedServer();
  await server.start();
  try {
    await test(server);
  } finally {
    await server.remove();
  }
};

export const newStream = (prefix = 'contract'): string => `${prefix}-${randomUUID()}`;

/** `count` new events with data `{ n }`. */
export const events = (count: number, type = 'Tested'): EventData[] =>
  Array.from({ length: count }, (_, n) => jsonEvent({ type, data: { n } }));

export const oneEvent = (type = 'Tested'): EventData => events(1, type)[0]!;

export const idsOf = (list: readonly EventData[]): string[] => list.map(({ id }) => id);

export const readAllOf = async (
  client: EventStoreDBClient,
  stream: string,
  options: ReadStreamOptions = {},
): Promise<RecordedEvent[]> => (await resolvedOf(client, stream, options)).map(({ event }) => event!);

export const resolvedOf = async (
  client: EventStoreDBClient,
  stream: string,
  options: ReadStreamOptions = {},
): Promise<ResolvedEvent[]> => {
  const read: ResolvedEvent[] = [];
  for await (const resolved of client.readStream(stream, options)) read.push(resolved);
  return read;
};

export const revisionsOf = (list: readonly RecordedEvent[]): number[] =>
  list.map(({ revision }) => Number(revision));

/** The records of `$all` that belong to the given streams. */
export const inAll = async (
  client: EventStoreDBClient,
  streams: readonly string[],
): Promise<RecordedEvent[]> => {
  const read: RecordedEvent[] = [];
  for await (const { event } of client.readAll()) {
    if (event !== undefined && streams.includes(event.streamId)) read.push(event);
  }
  return read;
};

export const positionOf = (result: AppendResult) => result.position!;

/** What a promise is rejected with; fails when it is fulfilled. */
export const failureOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('Expected a failure');
};
