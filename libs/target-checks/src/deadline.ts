import { CheckFailed } from './check-failed.js';

/** Has `work` done in time; afterwards, done or not, its signal is aborted. */
export const within = async <T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  // A timer of our own: one inside a combined signal can be collected.
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new CheckFailed('timeout', `The target did not answer within ${ms / 1000} seconds`)),
      ms,
    );
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
};
