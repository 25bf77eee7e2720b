import { CredstreamProblem } from '@credstream/sdk';
import type { CommandHeaders } from './use-command.js';

/** What happened to one of many things. */
export type BulkOutcome = Readonly<{
  id: string;
  name: string;
  outcome: 'done' | 'refused' | 'left';
  /** Why it was refused: in words, and by its code. */
  problem?: string;
  code?: string;
}>;

type Named = Readonly<{ id: string; name: string }>;

/** As many commands are under way at a time: one person does not take the place of all others. */
const atOnce = 4;

/**
 * Does one thing to many, each by a command of its own, and tells of each how it went. A refusal of one does not keep
 * the others from being done. When the signal is aborted, what is under way is finished and the rest is left.
 */
export const inBulk = async <Item extends Named>(
  items: readonly Item[],
  send: (item: Item, headers: CommandHeaders) => Promise<unknown>,
  signal: AbortSignal,
  onOutcome: (outcome: BulkOutcome) => void,
): Promise<void> => {
  const rest = items.values();
  const work = async (): Promise<void> => {
    for (const item of rest) {
      const { id, name } = item;
      if (signal.aborted) {
        onOutcome({ id, name, outcome: 'left' });
        continue;
      }
      try {
        await send(item, { 'idempotency-key': crypto.randomUUID() });
        onOutcome({ id, name, outcome: 'done' });
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        const code = error instanceof CredstreamProblem ? { code: error.code } : {};
        onOutcome({ id, name, outcome: 'refused', problem, ...code });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
};
