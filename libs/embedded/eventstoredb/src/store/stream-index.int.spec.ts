import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { open, type RootDatabase } from 'lmdb';
import { DELETED } from './model.js';
import { StreamIndex } from './stream-index.js';

const streams = ['a', 'b', `long ${'x'.repeat(600)}`];
const anyStream = fc.constantFrom(...streams);
const someNumber = fc.integer({ min: 0, max: 12 });

type Step =
  | Readonly<{ kind: 'append' | 'tombstone'; stream: string }>
  | Readonly<{ kind: 'store' | 'commit' }>
  | Readonly<{ kind: 'read'; stream: string; from: number; first: number; limit: number }>;

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('append' as const), stream: anyStream }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('tombstone' as const), stream: anyStream }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('commit' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('store' as const) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('read' as const),
        stream: anyStream,
        from: someNumber,
        first: someNumber,
        limit: fc.integer({ min: 1, max: 5 }),
      }),
    },
  ),
  { maxLength: 60 },
);

type Known = { numbers: [number: number, position: number][]; tombstone: number | undefined };

describe('StreamIndex', () => {
  let folder: string;
  let root: RootDatabase;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stream-index-'));
    root = open({ path: folder, overlappingSync: false, eventTurnBatching: false, maxDbs: 4 });
  });
  afterEach(async () => {
    await root.close();
    rmSync(folder, { recursive: true });
  });

  it('answers the same whether events are in memory, in the trees or in both, and nothing that is not committed', async () => {
    let run = 0;
    let nextStreamId = 1;
    await fc.assert(
      fc.asyncProperty(steps, async (commands) => {
        // Each run has streams of its own in the same trees.
        run++;
        const nameOf = (stream: string) => `${run} ${stream}`;
        let visibleBefore = 1;
        let end = 1;
        const index = new StreamIndex(root, nextStreamId, () => visibleBefore);
        const known = new Map<string, Known>(
          streams.map((stream) => [stream, { numbers: [], tombstone: undefined }]),
        );
        /** As the writer does: it sees what is not committed. */
        const write = (stream: string, isTombstone: boolean) => {
          const committed = visibleBefore;
          visibleBefore = Infinity;
          const head = index.head(nameOf(stream));
          const model = known.get(stream)!;
          expect(head?.last).toBe(model.tombstone === undefined ? model.numbers.at(-1)?.[0] : DELETED);
          if (head?.last !== DELETED) {
            const before = head ?? index.create(nameOf(stream), end);
            if (isTombstone) {
              index.entomb(nameOf(stream), before, end);
              model.tombstone = end;
            } else {
              index.add(before.id, before.last + 1, end);
              model.numbers.push([before.last + 1, end]);
            }
            end++;
          }
          visibleBefore = committed;
        };
        const read = ({ stream, from, first, limit }: Extract<Step, { kind: 'read' }>) => {
          const model = known.get(stream)!;
          const numbers = model.numbers.filter(([, position]) => position < visibleBefore);
          const isDeleted = model.tombstone !== undefined && model.tombstone < visibleBefore;
          const head = index.head(nameOf(stream));
          if (!isDeleted && numbers.length === 0) return expect(head).toBeUndefined();
          expect(head!.last).toBe(isDeleted ? DELETED : numbers.at(-1)![0]);
          const { id } = head!;
          expect(index.forward(id, first, limit)).toEqual(
            numbers.filter(([number]) => number >= first).slice(0, limit),
          );
          expect(index.backward(id, from, first, limit)).toEqual(
            numbers
              .filter(([number]) => number <= from && number >= first)
              .reverse()
              .slice(0, limit),
          );
          expect(index.positionAt(id, from)).toBe(numbers.find(([number]) => number === from)?.[1]);
        };

        for (const command of commands) {
          if (command.kind === 'append') write(command.stream, false);
          else if (command.kind === 'tombstone') write(command.stream, true);
          else if (command.kind === 'commit') visibleBefore = end;
          else if (command.kind === 'read') read(command);
          else if (visibleBefore === end) {
            await root.childTransaction(() => index.storeTail());
            // Readers come before the tail is dropped.
            for (const stream of streams) read({ kind: 'read', stream, from: 9, first: 0, limit: 5 });
            index.dropTail();
          }
        }
        ({ nextStreamId } = index);
      }),
      { numRuns: 300 },
    );
  });
});
