import { createLogger, type Logger } from './logger.js';
import { RareLines } from './rare-lines.js';

/**
 * The last resort: a fault that nobody has caught is logged with its cause, and the process goes on. It concerns one
 * request or one event; ending everybody else's would make it a way to stop the process.
 */
export const keepServing = (
  process: Pick<NodeJS.EventEmitter, 'on'>,
  log: Pick<Logger, 'error'> = createLogger('process', 'error'),
): void => {
  const lines = new RareLines();
  const note = (words: string) => (error: unknown) => {
    const repeated = lines.due(`${words}: ${error instanceof Error ? error.message : String(error)}`);
    if (repeated === undefined) return;
    log.error({ err: error, ...(repeated > 0 && { repeated }) }, words);
  };
  process.on('uncaughtException', note('An error was caught by nobody'));
  process.on('unhandledRejection', note('A promise was rejected and nobody waited for it'));
};
