import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BACKWARDS,
  type DeleteStreamOptions,
  END,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  type ReadRevision,
  type RecordedEvent,
  type ResolvedEvent,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { expect } from '@jest/globals';
import { type RunningServer, start } from '../../src/server.js';
import { type Command, type From, pageOf, streams, type Write } from './commands.js';
import { type Entry, type Expected, type Refusal, StoreModel } from './store-model.js';

const refusal = (error: unknown): Refusal => {
  if (error instanceof StreamNotFoundError) return { kind: 'not_found' };
  if (error instanceof StreamDeletedError) return { kind: 'deleted' };
  if (!(error instanceof WrongExpectedVersionError)) throw error;
  const { actualVersion } = error;
  return { kind: 'wrong_version', last: actualVersion === 'no_stream' ? -1 : Number(actualVersion) };
};

const collect = async (events: AsyncIterable<ResolvedEvent>): Promise<RecordedEvent[]> => {
  const all: RecordedEvent[] = [];
  for await (const { event } of events) all.push(event!);
  return all;
};

/** A server on a directory of its own and the model of it: both are told the same, and must answer the same. */
export class ModelledServer {
  private readonly directory = mkdtempSync(join(tmpdir(), 'eventstoredb-model-'));
  /** So far back that waiting overtakes no client's deadline. */
  private nowMs = Date.now() - 3_600_000;
  private readonly now = () => this.nowMs;
  private readonly model = new StoreModel(this.now);
  /** As the server told them, by its answers to writes and reads. */
  private readonly positions = new Map<Entry, bigint>();
  private server!: RunningServer;
  private client!: EventStoreDBClient;

  async start(): Promise<void> {
    this.server = await start({ port: 0, dataDir: this.directory, now: this.now });
    this.client = EventStoreDBClient.connectionString(this.server.url);
  }

  async stop(): Promise<void> {
    await this.client.dispose();
    await this.server.stop();
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.directory, { recursive: true });
  }

  async perform(command: Command): Promise<void> {
    switch (command.kind) {
      case 'append_page':
        return this.write({
          kind: 'append',
          stream: command.stream,
          revision: 'any',
          events: pageOf(command.firstId, command.count),
        });
      case 'wait':
        this.nowMs += command.seconds * 1000;
        return;
      case 'restart':
        this.model.restart();
        await this.stop();
        return this.start();
      case 'read':
        return this.read(command.stream, command.backwards, command.from, command.limit);
      case 'read_all':
        return this.readAll(command.backwards, command.from, command.limit);
      default:
        return this.write(command);
    }
  }

  /** Everything that a reader can see, and that positions are in the order of the log. */
  async readEverything(): Promise<void> {
    for (const stream of streams) {
      await this.read(stream, false, 'start', Number.MAX_SAFE_INTEGER);
      await this.read(stream, true, 'end', Number.MAX_SAFE_INTEGER);
    }
    await this.readAll(false, 'start', Number.MAX_SAFE_INTEGER);
    await this.readAll(true, 'end', Number.MAX_SAFE_INTEGER);
    const positions = this.model.log.map((entry) => this.positions.get(entry)!);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => (a < b ? -1 : 1)));
  }

  private async write(command: Write): Promise<void> {
    const { stream, revision } = command;
    const expected =
      typeof revision === 'string' ? revision : Math.max(0, this.model.last(stream) + revision.fromLast);
    const wanted = this.predict(command, expected);
    const answer = await this.send(command, expected).catch(refusal);
    if (wanted.kind !== 'written') {
      expect(answer).toEqual(wanted);
      return;
    }
    // The client makes 0 of an empty append to an empty stream; of a removal it tells no revision.
    const last = command.kind === 'append' ? Math.max(0, wanted.last) : undefined;
    const position = wanted.entry && this.positions.get(wanted.entry);
    expect(answer).toEqual({ last, position: position ?? (wanted.entry && expect.any(BigInt)) });
    if (wanted.entry) this.positions.set(wanted.entry, (answer as { position: bigint }).position);
  }

  private predict(command: Write, expected: Expected) {
    if (command.kind === 'append') return this.model.append(command.stream, expected, command.events);
    return command.kind === 'delete'
      ? this.model.softDelete(command.stream, expected)
      : this.model.tombstone(command.stream, expected);
  }

  private async send(command: Write, expected: Expected) {
    const { client } = this;
    const options = { expectedRevision: typeof expected === 'number' ? BigInt(expected) : expected };
    if (command.kind === 'append') {
      const events = command.events.map((event) => jsonEvent(event));
      const { nextExpectedRevision, position } = await client.appendToStream(command.stream, events, options);
      return { last: Number(nextExpectedRevision), position: position?.commit };
    }
    // It can tombstone what exists, only its types cannot.
    const removal = options as DeleteStreamOptions;
    const { position } =
      command.kind === 'delete'
        ? await client.deleteStream(command.stream, removal)
        : await client.tombstoneStream(command.stream, removal);
    return { last: undefined, position: position?.commit };
  }

  private async read(stream: string, backwards: boolean, from: From, maxCount: number): Promise<void> {
    const number = from === 'start' ? 0 : from === 'end' ? Infinity : from;
    const fromRevision: ReadRevision = from === 'start' ? START : from === 'end' ? END : BigInt(from);
    const direction = backwards ? BACKWARDS : FORWARDS;
    const events = this.client.readStream(stream, { direction, fromRevision, maxCount });
    this.compare(await collect(events).catch(refusal), this.model.read(stream, backwards, number, maxCount));
  }

  private async readAll(backwards: boolean, from: From, maxCount: number): Promise<void> {
    const { log } = this.model;
    const known = log.filter((entry) => this.positions.has(entry));
    const entry = typeof from === 'number' ? known[from % known.length] : undefined;
    const index = entry ? log.indexOf(entry) : from === 'end' ? log.length : 0;
    const commit = entry && this.positions.get(entry)!;
    const fromPosition = commit ? { commit, prepare: commit } : from === 'end' ? END : START;
    const direction = backwards ? BACKWARDS : FORWARDS;
    const events = await collect(this.client.readAll({ direction, fromPosition, maxCount }));
    this.compare(events, this.model.readAll(backwards, index, maxCount));
  }

  private compare(seen: RecordedEvent[] | Refusal, wanted: Entry[] | Refusal): void {
    if (!Array.isArray(seen) || !Array.isArray(wanted)) {
      expect(seen).toEqual(wanted);
      return;
    }
    const entries = seen.map((event, index): Entry => ({
      stream: event.streamId,
      number: Number(event.revision),
      id: wanted[index]?.id === '' ? '' : event.id,
      type: event.type,
      data: event.isJson ? (event.data as Entry['data']) : undefined,
      at: event.created.getTime(),
    }));
    expect(entries).toEqual(wanted);
    const positions = seen.map(({ position }) => position!.commit);
    expect(positions).toEqual(wanted.map((entry, index) => this.positions.get(entry) ?? positions[index]));
    wanted.forEach((entry, index) => this.positions.set(entry, positions[index]!));
  }
}
