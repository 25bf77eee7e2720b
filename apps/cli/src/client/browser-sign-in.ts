import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beginSignIn } from '@credstream/sdk';
import type { Context } from './context.js';
import { browserCommand } from './env.js';
import { NotSignedIn } from './errors.js';

/** So long a person may take: the sign-in at the provider lasts ten minutes. */
const patienceMs = 600_000;

const page = (words: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Credstream</title><p>${words}</p></html>`;

const longestReason = 200;

/** What the browser brings in place of a code (RFC 6749 §4.1.2.1). */
const refusal = (error: string, words: string | null): NotSignedIn => {
  const reason = (words ?? (error === 'access_denied' ? 'it was refused in the browser' : error)).slice(
    0,
    longestReason,
  );
  return new NotSignedIn(`The sign-in came to nothing: ${reason}. Begin again: credstream login --oidc`);
};

/** The code that a browser brings with the state of this sign-in; everybody else is turned away. Throws `NotSignedIn`. */
const codeFrom = (server: Server, state: string, signal: AbortSignal): Promise<string> =>
  new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      settle();
    };
    const abort = (): void => end(() => reject(signal.reason));
    const late = new NotSignedIn('Nobody has signed in for 10 minutes. Begin again: credstream login --oidc');
    const timer = setTimeout(() => end(() => reject(late)), patienceMs);
    signal.addEventListener('abort', abort, { once: true });
    server.on('request', ({ method, url = '' }, response) => {
      const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
      const code = searchParams.get('code');
      const error = searchParams.get('error');
      const isOurs = method === 'GET' && pathname === '/callback' && searchParams.get('state') === state;
      response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('connection', 'close');
      if (isOurs && error !== null) {
        const refused = refusal(error, searchParams.get('error_description'));
        response.end(page('You are not signed in. You can close this page.'), () =>
          end(() => reject(refused)),
        );
        return;
      }
      if (!isOurs || code === null) {
        response.writeHead(404).end(page('There is nothing here.'));
        return;
      }
      response.end(page('You can close this page and go on in the terminal.'), () =>
        end(() => resolve(code)),
      );
    });
  });

/** The address is printed in any case: what cannot open a browser is no failure. */
const openBrowser = (address: string): void => {
  const [command, ...args] = browserCommand() ?? [];
  if (command === undefined) return;
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
};

/** Signs in at the provider by the user's browser, which comes back to this machine with a code. */
export const signInByBrowser = async (
  { settings, note, signal }: Context,
  { opens }: Readonly<{ opens: boolean }>,
): Promise<Readonly<{ code: string; verifier: string }>> => {
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 10_000 });
  server.maxConnections = 20;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
    const { address, state, verifier, phrase } = await beginSignIn(settings.addr, redirectUri);
    process.stderr.write(`Open this address in a browser on this machine:\n\n  ${address}\n\n`);
    process.stderr.write(`The page that asks whether you go on shows this code: ${phrase}\n`);
    if (opens && process.stderr.isTTY) openBrowser(address);
    note('Waiting for the browser. Ctrl-C ends it.');
    return { code: await codeFrom(server, state, signal), verifier };
  } finally {
    server.close();
    server.closeAllConnections();
  }
};
