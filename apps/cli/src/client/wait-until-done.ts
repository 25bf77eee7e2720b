import { setTimeout as pause } from 'node:timers/promises';
import { Unreachable } from '@credstream/sdk';
import type { Context } from './context.js';
import { Interrupted, NotDone } from './errors.js';
import type { Item } from './output.js';
import { progressBar } from './progress.js';
import type { Seen } from './watch.js';

const firstPauseMs = 250;
const longestPauseMs = 4_000;

export type WaitOptions = Readonly<{
  timeoutMs: number;
  /** The time as it was given. */
  timeout: string;
  /** The command that shows how far it is. */
  look: string;
}>;

/** Aborted by Ctrl-C, and when the time is over. */
const endingOf = (interrupted: AbortSignal, { timeoutMs, timeout, look }: WaitOptions) => {
  const controller = new AbortController();
  const abort = (): void =>
    controller.abort(new Interrupted(`Interrupted. The server goes on with it: ${look}`));
  const late = new NotDone(`It was not done within ${timeout}. The server goes on with it: ${look}`);
  const timer = setTimeout(() => controller.abort(late), timeoutMs);
  if (interrupted.aborted) abort();
  interrupted.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    release: (): void => {
      clearTimeout(timer);
      interrupted.removeEventListener('abort', abort);
    },
  };
};

/**
 * Looks again and again until it is done, and answers what was seen then. A server that is away for a while is waited
 * for too. Throws `NotDone` when it came to nothing or the time is over, `Interrupted` on Ctrl-C.
 */
export const waitUntilDone = async (
  context: Context,
  look: (context: Context) => Promise<Seen>,
  options: WaitOptions,
): Promise<Item> => {
  const deadline = Date.now() + options.timeoutMs;
  const { signal, release } = endingOf(context.signal, options);
  const looking: Context = { ...context, signal };
  const progress = progressBar(process.stderr);
  let away: Unreachable | undefined;
  try {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
      try {
        const seen = await look(looking);
        away = undefined;
        if (seen.state === 'done') return seen.answer;
        if (seen.state === 'failed') throw new NotDone(seen.why);
        const { done, total, dueAt } = seen;
        if (dueAt !== undefined && Date.parse(dueAt) > deadline)
          throw new NotDone(
            `It is due at ${dueAt}, later than --wait-timeout ${options.timeout}. It was not waited for.`,
          );
        if (done !== undefined && total !== undefined) progress?.show(done, total);
        else progress?.tell(done === undefined ? 'Waiting until it is done' : `${done} done`);
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        away = error;
        progress?.tell('The server is away; waiting for it');
      }
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw signal.reason;
    }
  } catch (error) {
    // What was away at the end is why it is not known to be done.
    if (away !== undefined && error === signal.reason && error instanceof NotDone) throw away;
    throw error;
  } finally {
    release();
    progress?.end();
  }
};
