import { setTimeout as pause } from 'node:timers/promises';
import { explain } from './explain.js';
import { keepServing } from './keep-serving.js';

/** Milliseconds within which a process that was asked to stop has ended. */
const stopWithinMs = 10_000;
/** Milliseconds that a start may still take then. */
const startWithinMs = 5_000;

/** 128 + SIGTERM or SIGINT: what ended before it had started has not ended in good order. */
const interrupted = { SIGTERM: 143, SIGINT: 130 } as const;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** One sentence for what an operator can mend; for a fault of ours, the stack. */
const told = (error: unknown): string =>
  explain(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));

type Running = Readonly<{ stop: () => Promise<void> }>;

/**
 * A process of its own. On SIGTERM and SIGINT it stops in good order with code 0, at the latest after ten seconds with
 * code 1; while it still starts it ends with 143 or 130, which as process 1 of a container it must do itself. `signal`
 * is aborted then. A start is waited for, though not for long: to exit while LMDB opens its files can take for ever.
 */
export const runMain = async (start: (signal: AbortSignal) => Promise<Running>): Promise<void> => {
  let running: Running | undefined;
  const stopping = new AbortController();
  const stop = async (signal: keyof typeof interrupted): Promise<void> => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    const code = running ? 0 : interrupted[signal];
    const withinMs = running ? stopWithinMs - 500 : startWithinMs;
    const late = pause(withinMs, 'late' as const, { ref: false });
    const work = started.then((begun) => begun.stop()).then(() => 'ended' as const);
    const ended = await Promise.race([work, late]).catch((error: unknown) => {
      say(told(error));
      return 'failed' as const;
    });
    if (ended === 'late' && running) say('Work did not end in time; stopping without it.');
    process.exit(ended === 'ended' || code !== 0 ? code : 1);
  };
  process.on('SIGTERM', () => void stop('SIGTERM')).on('SIGINT', () => void stop('SIGINT'));
  const started = start(stopping.signal);
  try {
    const begun = await started;
    if (stopping.signal.aborted) return;
    running = begun;
    keepServing(process);
  } catch (error) {
    if (stopping.signal.aborted) return;
    say(told(error));
    process.exit(1);
  }
};

/** A command that does one thing and ends. */
export const runCommand = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    say(told(error));
    process.exitCode = 1;
  }
};
