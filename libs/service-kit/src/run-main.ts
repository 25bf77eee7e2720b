import { EventStoreNotSupported } from '@credstream/eventstore';
import { SettingsRefused } from './env.js';
import { keepServing } from './keep-serving.js';

/** Seconds within which a process that was asked to stop has ended. */
const stopWithinMs = 10_000;

/** A process of its own: stops in good order on SIGTERM and SIGINT, at the latest after ten seconds. */
export const runMain = async (start: () => Promise<{ stop: () => Promise<void> }>): Promise<void> => {
  try {
    const running = await start();
    keepServing(process);
    let stopping = false;
    const stop = (): void => {
      if (stopping) return;
      stopping = true;
      setTimeout(() => {
        process.stderr.write('Work did not end in time; stopping without it.\n');
        process.exit(1);
      }, stopWithinMs - 500).unref();
      running.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${String(error)}\n`);
          process.exit(1);
        },
      );
    };
    process.once('SIGTERM', stop).once('SIGINT', stop);
  } catch (error) {
    const text =
      error instanceof SettingsRefused || error instanceof EventStoreNotSupported
        ? error.message
        : error instanceof Error
          ? error.stack
          : error;
    process.stderr.write(`${String(text)}\n`);
    process.exit(1);
  }
};
