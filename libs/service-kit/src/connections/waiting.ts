import { setTimeout as pause } from 'node:timers/promises';
import { SettingsRefused } from '../env.js';
import type { Logger } from '../logger.js';

const tryEveryMs = 1_000;
const sayEveryMs = 10_000;

export type Awaited<T> = Readonly<{
  /** `NATS`, `MongoDB`: for people. */
  what: string;
  setting: string;
  attempt: () => Promise<T>;
  /** What waiting does not mend, in words that name no secret; undefined when it may. */
  refusalOf: (error: unknown) => string | undefined;
  log: Pick<Logger, 'warn' | 'info'>;
}>;

/** The cause without the address, which may hold a password. */
const causeOf = (error: unknown): string => {
  const { code, name, cause } = error as NodeJS.ErrnoException & { cause?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? (name ?? 'unknown') : causeOf(cause);
};

/**
 * A server that is not there yet is waited for without end, and the log says for what; what waiting does not mend stops
 * the start. Throws `SettingsRefused`.
 */
export const waitFor = async <T>({ what, setting, attempt, refusalOf, log }: Awaited<T>): Promise<T> => {
  let said = -Infinity;
  for (;;) {
    try {
      const connected = await attempt();
      if (said > -Infinity) log.info({ setting }, `${what} is there`);
      return connected;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined) throw new SettingsRefused(`${setting}: ${refusal}`);
      if (performance.now() - said >= sayEveryMs) {
        said = performance.now();
        log.warn(
          { setting, cause: causeOf(error) },
          `Waiting for ${what}, at the address that ${setting} names`,
        );
      }
    }
    await pause(tryEveryMs);
  }
};
