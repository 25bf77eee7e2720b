import {
  createCredstream,
  type Credential,
  type Credstream,
  type Fetch,
  type SessionKeeper,
} from '@credstream/sdk';
import type { ClientSettings } from './env.js';
import { Interrupted } from './errors.js';
import { type Item, lineOf, outputOf, type Screen, screenOf, type Shown, type Wanted } from './output.js';
import { printable } from './printable.js';
import { sessionFile } from './session-file.js';

/** What a command works with. */
export type Context = Readonly<{
  settings: ClientSettings;
  wanted: Wanted;
  credstream: Credstream;
  /** Of the settings' address and profile. */
  session: SessionKeeper;
  fetch: Fetch;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  screen: Screen;
  show: (shown: Shown) => Promise<void>;
  /** One of many that come one after another. */
  showLine: (item: Item, columns: readonly string[]) => Promise<void>;
  print: (text: string) => Promise<void>;
  /** One line for people, on standard error; not with `--quiet`. */
  note: (text: string) => void;
}>;

/** So long a server may take to begin its answer. */
const patienceMs = 60_000;

const patient: Fetch = async (request) => {
  const controller = new AbortController();
  const abort = (): void => controller.abort(request.signal.reason);
  if (request.signal.aborted) abort();
  request.signal.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(
    () => controller.abort(new Error(`no answer for ${patienceMs / 1000} s`)),
    patienceMs,
  );
  try {
    // A redirection could carry the token elsewhere; the interface knows none.
    return await fetch(new Request(request, { signal: controller.signal, redirect: 'manual' }));
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
};

/** One line for each request: nothing of its body, its query or its headers. */
const verbose =
  (send: Fetch): Fetch =>
  async (request) => {
    const began = performance.now();
    const response = await send(request);
    const ms = Math.round(performance.now() - began);
    const { pathname } = new URL(request.url);
    const id = response.headers.get('x-request-id') ?? '-';
    process.stderr.write(printable(`${request.method} ${pathname} ${response.status} ${ms} ms ${id}`) + '\n');
    return response;
  };

/** Resolves when it was handed over. */
const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

const credentialOf = ({ accessToken, apiKey }: ClientSettings, session: SessionKeeper): Credential => {
  if (accessToken !== undefined) return { accessToken };
  return apiKey === undefined ? { session } : { apiKey };
};

/** Ctrl-C ends what is awaited; a second one ends the process. */
const interruption = (): AbortSignal => {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort(new Interrupted('Interrupted.')));
  process.once('SIGTERM', () => controller.abort(new Interrupted('Ended by a signal.')));
  return controller.signal;
};

export const contextOf = (
  settings: ClientSettings,
  wanted: Wanted,
  options: Readonly<{ verbose?: boolean }>,
): Context => {
  const session = sessionFile(settings.folder, settings.addr, settings.profile);
  const send = options.verbose ? verbose(patient) : patient;
  // Signals are left alone until a command wants to know of them: `up` has its own ways.
  let signal: AbortSignal | undefined;
  const screen = screenOf(process.stdout, settings.noColor);
  const note = (text: string): void => {
    if (!wanted.quiet) process.stderr.write(`${text.split('\n').map(printable).join('\n')}\n`);
  };
  for (const warning of settings.warnings)
    process.stderr.write(`credstream: warning: ${printable(warning)}\n`);
  return {
    settings,
    wanted,
    session,
    screen,
    note,
    fetch: send,
    get signal() {
      return (signal ??= interruption());
    },
    credstream: createCredstream({
      url: settings.addr,
      credential: credentialOf(settings, session),
      fetch: send,
    }),
    print: write,
    showLine: async (item, columns) => write(await lineOf(item, columns, wanted, screen)),
    show: async (shown) => write(await outputOf(shown, wanted, screen)),
  };
};
