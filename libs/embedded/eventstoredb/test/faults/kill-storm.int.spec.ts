import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  type ReadPosition,
  START,
  UnavailableError,
} from '@eventstore/db-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fsck } from '../../src/store/check-store.js';
import { CompiledServer } from './server-process.js';

const kills = Number(process.env['FAULT_KILLS'] ?? 200);
const seed = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31));
const WRITERS = 4;
/** A start reads a store of this size completely, so that many kills of one store would mostly test reading. */
const KILLS_PER_STORE = 25;
/** Events of one append that bring the index near the 1024 events that it lags behind the log at most. */
const BURST = 1000;

/** Marsaglia's xorshift. */
const random = (start: number) => {
  let state = Math.imul(start, 0x9e3779b1) || 1;
  return (below: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
};

/**
 * The stream of one writer: the ids of all events that it wanted to append, in order. Those before `acknowledged`
 * are answered for, the rest is one append without an answer; those before `found` were read after a kill.
 */
type Line = { readonly stream: string; readonly ids: string[]; acknowledged: number; found: number };

const newLine = (_: unknown, writer: number): Line => ({
  stream: `storm-${writer}`,
  ids: [],
  acknowledged: 0,
  found: 0,
});

/** Made of id and number only, so that a reader knows the payload; now and then larger than a page of the store. */
const eventOf = (id: string, number: number) =>
  jsonEvent({ id, type: 'Written', data: { text: id.repeat(number % 32 === 5 ? 120 : 2) } });

/** Appends at the exact revision until the server is gone; first again what had no answer. */
const write = async (
  client: EventStoreDBClient,
  line: Line,
  size: () => number,
  onAcknowledged: () => void,
): Promise<never> => {
  for (;;) {
    const first = line.acknowledged;
    if (line.ids.length === first) line.ids.push(...Array.from({ length: size() }, () => randomUUID()));
    const { nextExpectedRevision } = await client.appendToStream(
      line.stream,
      line.ids.slice(first).map((id, index) => eventOf(id, first + index)),
      { expectedRevision: first === 0 ? NO_STREAM : BigInt(first - 1) },
    );
    expect(nextExpectedRevision).toBe(BigInt(line.ids.length - 1));
    line.acknowledged = line.ids.length;
    onAcknowledged();
  }
};

/**
 * Reads `$all` on from a position and answers where it ends. Each line must go on where it was found last, with all
 * that was acknowledged, and with all or nothing of what was not.
 */
const check = async (client: EventStoreDBClient, lines: readonly Line[], from: ReadPosition) => {
  const found = new Map(lines.map(({ stream }) => [stream, [] as unknown[]]));
  let end = from;
  for await (const { event } of client.readAll({ fromPosition: from })) {
    const isKnown = typeof from === 'object' && event!.position.commit === from.commit;
    if (!isKnown) found.get(event!.streamId)?.push([event!.revision, event!.id, event!.data]);
    end = event!.position;
  }
  for (const line of lines) {
    const events = found.get(line.stream)!;
    const count = line.found + events.length;
    expect([line.acknowledged, line.ids.length]).toContain(count);
    const wanted = line.ids.slice(line.found, count).map((id, index) => {
      const number = line.found + index;
      return [BigInt(number), id, eventOf(id, number).data];
    });
    expect(events).toEqual(wanted);
    line.found = count;
  }
  return end;
};

describe('an event store under kill -9', () => {
  let compiled: CompiledServer;
  let dataDir: string;
  beforeAll(() => {
    compiled = new CompiledServer();
  });
  afterAll(() => compiled.remove());
  afterEach(async () => {
    await compiled.killAll();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it(
    `has every acknowledged append once, every other once or not at all, all of them whole: ${kills} kills (seed ${seed})`,
    async () => {
      const moment = random(seed);
      const sizes = Array.from({ length: WRITERS }, (_, writer) => random(seed + 1 + writer));
      for (let done = 0; done < kills; done += KILLS_PER_STORE) {
        dataDir = mkdtempSync(join(tmpdir(), 'eventstoredb-kills-'));
        const lines = Array.from({ length: WRITERS }, newLine);
        let end: ReadPosition = START;
        let next = compiled.spawn();
        for (let kill = done; kill < Math.min(kills, done + KILLS_PER_STORE); kill++) {
          const server = next;
          await server.open(dataDir);
          expect(server.firstLine).toMatch(/^esdb:/);
          // The next process loads its code meanwhile.
          next = compiled.spawn();
          const client = EventStoreDBClient.connectionString(server.firstLine);
          end = await check(client, lines, end);

          let left = 1 + moment(20);
          const pause = moment(8);
          let burst = moment(20) === 0 ? BURST : 0;
          const storm = lines.map((line, writer) =>
            write(
              client,
              line,
              () => {
                const size = 1 + sizes[writer]!(3) + burst;
                burst = 0;
                return size;
              },
              () => {
                if (--left === 0) void delay(pause).then(() => server.kill('SIGKILL'));
              },
            ),
          );
          for (const outcome of await Promise.allSettled(storm)) {
            if (outcome.status === 'rejected' && !(outcome.reason instanceof UnavailableError)) {
              throw outcome.reason;
            }
          }
          await server.exited;
          await client.dispose();
        }
        await next.open(dataDir);
        expect(next.firstLine).toMatch(/^esdb:/);
        const client = EventStoreDBClient.connectionString(next.firstLine);
        await check(client, lines, end);
        for (const line of lines) {
          const ids: string[] = [];
          for await (const { event } of client.readStream(line.stream)) ids.push(event!.id);
          expect(ids).toEqual(line.ids.slice(0, line.found));
        }
        await client.dispose();
        await next.kill('SIGKILL');
        await fsck(dataDir);
        rmSync(dataDir, { recursive: true });
      }
    },
    60_000 + kills * 5_000,
  );
});
