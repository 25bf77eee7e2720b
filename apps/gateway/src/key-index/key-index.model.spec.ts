import type { VerificationEntry } from '@credstream/domain-apikey';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { entryOf, indexUnderTest, maxStalenessMs } from './key-index.fixture.js';

const keys = ['k1', 'k2', 'k3', 'k4'] as const;
const users = ['u1', 'u2'] as const;
const ownerOf = (keyId: string) => (keyId === 'k1' || keyId === 'k2' ? 'u1' : 'u2');

type Fact = Readonly<{ keyId: string }> | Readonly<{ userId: string }>;
const concerns = (fact: Fact, keyId: string): boolean =>
  'keyId' in fact ? fact.keyId === keyId : fact.userId === ownerOf(keyId);

/**
 * `revoke`, `disable`: the log grows; with `here`, by way of this gateway. `publish`: the feed tells of the next
 * fact; `lose`: that message does not arrive, only the one after it; `restart`: another copy publishes from the
 * end of the log on. `read`: apikey-service reads the log for the oldest question, `answer`: it answers.
 */
const step = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('revoke' as const), keyId: fc.constantFrom(...keys) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('revoke here' as const), keyId: fc.constantFrom(...keys) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('disable' as const), userId: fc.constantFrom(...users) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('publish' as const, 'heartbeat' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('lose' as const, 'restart' as const) }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constantFrom('read' as const, 'answer' as const) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('ask' as const), keyId: fc.constantFrom(...keys) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat({ max: maxStalenessMs * 2 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Plays the steps; tells of each key that was accepted although the index knew better, and how many rightly. */
const play = async (steps: readonly Step[]) => {
  const { index, time, asked, hear } = indexUnderTest(3);
  const log: Fact[] = [];
  const gone = new Set<string>();
  const wrong: string[] = [];
  const reads: (readonly Fact[])[] = [];
  let accepted = 0;
  let told = 0;
  let answered = 0;
  let epoch = 0;

  const judge = (how: string, keyId: string, entry: VerificationEntry | undefined): void => {
    if (entry?.status !== 'active' || !entry.ownerActive) return;
    if (gone.has(keyId)) wrong.push(`${keyId} ${how}`);
    else accepted += 1;
  };
  const tell = (upTo: number, change?: Fact, more: object = {}): void => {
    told = upTo;
    hear(change, { epoch: String(epoch), position: String(told), ...more });
    for (const keyId of keys) if (log.slice(0, told).some((fact) => concerns(fact, keyId))) gone.add(keyId);
  };

  for (const now of steps) {
    switch (now.do) {
      case 'revoke':
        log.push({ keyId: now.keyId });
        break;
      case 'revoke here':
        log.push({ keyId: now.keyId });
        index.drop(now.keyId);
        gone.add(now.keyId);
        break;
      case 'disable':
        log.push({ userId: now.userId });
        break;
      case 'publish':
        if (told < log.length) tell(told + 1, log[told]);
        break;
      case 'lose':
        if (told < log.length) tell(told + 1, undefined, { sequence: 1_000 * (log.length + told + 1) });
        break;
      case 'restart':
        epoch += 1;
        tell(log.length, undefined, { sequence: 0 });
        break;
      case 'heartbeat':
        tell(told);
        break;
      case 'read':
        if (reads.length < asked.length) reads.push([...log]);
        break;
      case 'answer': {
        const question = asked[answered];
        const facts = reads[answered];
        if (!question || !facts) break;
        answered += 1;
        const { keyId, minPosition = '0' } = question;
        // The key as it was when it was read; its owner no newer than was asked for.
        const revoked = facts.some((fact) => 'keyId' in fact && concerns(fact, keyId));
        const known = log.slice(0, Number(minPosition));
        const disabled = known.some((fact) => 'userId' in fact && concerns(fact, keyId));
        const status = revoked ? 'revoked' : 'active';
        await question.answer(entryOf(keyId, ownerOf(keyId), { status, ownerActive: !disabled }));
        break;
      }
      case 'ask': {
        const { keyId } = now;
        const kept = index.get(keyId);
        if (kept) judge('from memory', keyId, kept);
        else
          index.load(keyId).then(
            (entry) => judge('after a load', keyId, entry),
            () => undefined, // refused: that is never wrong
          );
        break;
      }
      case 'wait':
        time.ms += now.ms;
        break;
    }
  }
  return { wrong, accepted };
};

describe('the key index, whatever happens in whatever order', () => {
  it('never accepts a key after it was told, or could tell, that the key or its user is gone', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 120 }), async (steps) => {
        const outcome = await play(steps);
        accepted += outcome.accepted;
        expect(outcome.wrong).toEqual([]);
      }),
      { numRuns: 500 },
    );
    // It would also never accept a key wrongly if it never accepted one.
    expect(accepted).toBeGreaterThan(500);
  });
});
