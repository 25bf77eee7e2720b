import type { CallCommand } from './command.js';
import type { Context } from './context.js';
import { exitCodes, Interrupted } from './errors.js';
import { failureOf } from './failures.js';
import { progressBar } from './progress.js';

/** At a time; each is one call. */
const bulkWidth = 4;

/** One line for each thing: the id, a tab, what happened. Ctrl-C lets what has begun end, and says what was not begun. */
export const runBulk = async (
  declaration: CallCommand,
  context: Context,
  things: readonly string[],
  one: (text: string) => Promise<unknown>,
): Promise<void> => {
  const waiting = [...things];
  const count = { done: 0, refused: 0 };
  let worst: number = exitCodes.done;
  // Where the lines go to the same terminal, they show the progress.
  const progress = context.screen.terminal ? undefined : progressBar(process.stderr);
  const ended = async (id: string, outcome: string): Promise<void> => {
    await context.showLine({ id, outcome }, ['id', 'outcome']);
    progress?.show(count.done + count.refused, things.length);
  };
  const worker = async (): Promise<void> => {
    for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
      if (context.signal.aborted) return void waiting.unshift(text);
      try {
        await one(text);
        count.done += 1;
        await ended(text, 'done');
      } catch (error) {
        if (context.signal.aborted) return void waiting.unshift(text);
        const { exitCode, words } = failureOf(error);
        count.refused += 1;
        worst = Math.max(worst, exitCode);
        await ended(text, `refused: ${words}`);
        // What a dead server or an ended session says to one, it says to all.
        if (exitCode >= exitCodes.serverFailed) waiting.splice(0);
      }
    }
  };
  await Promise.all(Array.from({ length: bulkWidth }, worker));
  progress?.end();
  const left = things.length - count.done - count.refused;
  const summary = `${declaration.name}: ${count.done} done, ${count.refused} refused, ${left} not done.`;
  if (context.signal.aborted) throw new Interrupted(`Interrupted. ${summary}`);
  context.note(summary);
  process.exitCode = worst;
};
