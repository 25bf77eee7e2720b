import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { environmentForChild } from '../client/env.js';
import { NotDone } from '../client/errors.js';
import { byIdOrName, request } from '../client/request.js';

/** Variables as the gateway writes them for `docker run --env-file`: everything after `=` is the value. */
const variablesOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => /^[A-Za-z_]\w*=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

const read = (context: Context, credential: string): Promise<unknown> =>
  byIdOrName(context, 'credentials', credential, {}, (id) =>
    request(
      context,
      'GET /api/v1/credentials/{id}/render/{format}',
      { path: { id, format: 'env-docker' }, query: {} },
      'text',
    ),
  );

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ends as the program ends, with 128 and the number of the signal that ended it. */
export const run = async (context: Context, { arguments: [words], options }: Typed): Promise<void> => {
  const [command = '', ...args] = words as readonly string[];
  const variables: Record<string, string> = {};
  for (const credential of options['credential'] as readonly string[]) {
    for (const [name, value] of Object.entries(variablesOf(String(await read(context, credential))))) {
      if (Object.hasOwn(variables, name)) {
        throw new NotDone(
          `Two of the credentials have a value for ${name}. Start the program with one of them.`,
        );
      }
      variables[name] = value;
    }
  }
  const child = spawn(command, args, { stdio: 'inherit', env: environmentForChild(variables) });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', ({ message }) => reject(new NotDone(`${command} could not be started: ${message}`)));
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
  for (const signal of signals) process.off(signal, forward);
};
