import { setTimeout as delay } from 'node:timers/promises';

/** Resolves when the time is over, or the signal fires. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);

export type AgainOptions = Readonly<{
  signal: AbortSignal;
  /** Told when the work fails; it is done again all the same. */
  onError: (error: unknown) => void;
  /** How long to rest after work that took so many milliseconds. */
  pauseMs: (tookMs: number) => number;
}>;

/** Does the work again and again until the signal fires. */
export const again = async (
  work: () => Promise<void>,
  { signal, onError, pauseMs }: AgainOptions,
): Promise<void> => {
  while (!signal.aborted) {
    const began = performance.now();
    await work().catch(onError);
    await pause(pauseMs(performance.now() - began), signal);
  }
};
