import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CommitModel, type ModelAnswer } from './commit-model.js';
import { CommitSignal } from './commit-signal.js';
import { LogStore } from './log-store.js';
import { type Expected, metastreamOf, type ProposedEvent } from './model.js';
import { Writer, type WriteOutcome } from './writer.js';

const runs = Number(process.env['FAST_CHECK_RUNS'] ?? 60);

const event = (id: string, type = 'Tested', data = '{}'): ProposedEvent => ({
  id,
  type,
  isJson: true,
  customMetadata: new Uint8Array(),
  data: Buffer.from(data),
});

type Command = Readonly<
  | { kind: 'append'; stream: string; expected: Expected; ids: readonly string[] }
  | { kind: 'delete' | 'tombstone'; stream: string; expected: Expected }
  | { kind: 'metadata'; stream: string }
  | { kind: 'restart' }
>;

const stream = fc.constantFrom('one', 'two');
const expected = fc.oneof(
  fc.constantFrom<Expected>('any', 'no_stream', 'stream_exists'),
  fc.bigInt({ min: 0n, max: 6n }),
);
/** Few ids, so that repeated, partly repeated and reordered appends are common. */
const id = fc.integer({ min: 0, max: 5 }).map((n) => `00000000-0000-4000-8000-00000000000${n}`);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      stream,
      expected,
      ids: fc.array(id, { maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), stream, expected }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tombstone' as const), stream, expected }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('metadata' as const), stream }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
);

/** The part of an outcome that the model predicts; of a metadata write only whether it was accepted. */
const comparable = (outcome: WriteOutcome, command: Command): unknown => {
  if (outcome.kind !== 'written') return outcome;
  return command.kind === 'metadata' ? { kind: 'written' } : { kind: 'written', last: outcome.last };
};

const predict = (model: CommitModel, command: Exclude<Command, { kind: 'restart' }>): ModelAnswer => {
  if (command.kind === 'append') return model.append(command.stream, command.expected, command.ids);
  if (command.kind === 'delete') return model.softDelete(command.stream, command.expected);
  if (command.kind === 'tombstone') return model.tombstone(command.stream, command.expected);
  return model.setMetadata(command.stream);
};

describe('the writer', () => {
  let directory: string;
  let store: LogStore;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'eventstoredb-writer-'));
    store = new LogStore(directory);
    await store.begin();
  });
  afterAll(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  it('agrees with the model of the commit check on random histories', async () => {
    let history = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (commands) => {
        const prefix = `history-${history++}-`;
        const model = new CommitModel();
        let writer = new Writer(store, new CommitSignal(), Date.now);
        for (const each of commands) {
          if (each.kind === 'restart') {
            model.restart();
            await writer.close();
            writer = new Writer(store, new CommitSignal(), Date.now);
            continue;
          }
          const name = prefix + each.stream;
          const outcome = await writer.submit(
            each.kind === 'metadata'
              ? {
                  kind: 'append',
                  stream: metastreamOf(name),
                  expected: 'any',
                  events: [event(crypto.randomUUID(), '$metadata')],
                }
              : each.kind === 'append'
                ? {
                    kind: 'append',
                    stream: name,
                    expected: each.expected,
                    events: each.ids.map((one) => event(one)),
                  }
                : { kind: each.kind, stream: name, expected: each.expected },
          );
          const prediction = predict(model, each);
          expect(comparable(outcome, each)).toEqual(
            each.kind === 'metadata' && prediction.kind === 'written' ? { kind: 'written' } : prediction,
          );
        }
        await writer.close();
        for (const name of ['one', 'two']) {
          const head = store.head(prefix + name);
          const ids = model.events(name).map((_, number) => store.eventAt(head!.id, number)?.id);
          expect(ids).toEqual(model.events(name));
        }
      }),
      { numRuns: runs },
    );
  });

  it('forgets nothing of a group when writes arrive together', async () => {
    const writer = new Writer(store, new CommitSignal(), Date.now);
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () =>
        writer.submit({
          kind: 'append',
          stream: 'together',
          expected: 'any',
          events: [event(crypto.randomUUID())],
        }),
      ),
    );
    expect(outcomes.map((outcome) => outcome.kind === 'written' && outcome.last)).toEqual(
      Array.from({ length: 200 }, (_, n) => n),
    );
    await writer.close();
  });

  it('refuses writes once another opening has taken the store', async () => {
    const other = new LogStore(directory);
    await other.begin();
    const writer = new Writer(store, new CommitSignal(), Date.now);
    const write = {
      kind: 'append',
      stream: 'taken',
      expected: 'any',
      events: [event(crypto.randomUUID())],
    } as const;
    await expect(writer.submit(write)).rejects.toThrow('The store could not be written');
    await expect(writer.submit(write)).rejects.toThrow('The store could not be written');
    await other.close();
  });
});
