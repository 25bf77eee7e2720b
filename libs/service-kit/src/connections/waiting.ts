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

/** gRPC says last why there is no connection, with the host and never with what else stands in an address. */
const lastError = /Last error: (?:Error: )?(.*?)(?: \(\d{4}-\d\d-[^)]*\))?\. Resolution note/s;

/** What lies deepest says most; without the address, which may hold a password. */
const causeOf = (error: unknown): string => {
  const { code, name, message, cause } = error as NodeJS.ErrnoException & { cause?: unknown };
  if (cause !== undefined && cause !== null) return causeOf(cause);
  return lastError.exec(message)?.[1] ?? (typeof code === 'string' ? code : name);
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
