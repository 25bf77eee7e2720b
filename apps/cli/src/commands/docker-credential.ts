import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { exitCodes } from '../client/errors.js';
import { loginFor, readLogin, targetsOf, usable } from '../client/find-credential.js';
import { readStdin } from '../client/input.js';

/** Docker tells a miss from an error by these words. */
const miss = 'credentials not found in native keychain\n';

const notFound = async ({ print }: Context): Promise<void> => {
  await print(miss);
  process.exitCode = exitCodes.refused;
};

const get = async (context: Context): Promise<void> => {
  const ServerURL = (await readStdin()).trim();
  const login = ServerURL === '' ? undefined : await loginFor(context, 'registry', ServerURL);
  if (!login) return notFound(context);
  const { username: Username, password: Secret } = login;
  await context.print(`${JSON.stringify({ ServerURL, Username, Secret })}\n`);
};

const list = async (context: Context): Promise<void> => {
  const names: Record<string, string> = {};
  for (const item of await usable(context, 'registry')) {
    const hosts = targetsOf(item).filter(({ host }) => /[.:]|^localhost$/.test(host));
    if (hosts.length === 0) continue;
    const login = await readLogin(context, item);
    for (const { host, path } of hosts) if (login) names[path ? `${host}/${path}` : host] ??= login.username;
  }
  await context.print(`${JSON.stringify(names)}\n`);
};

/** `store` and `erase` change nothing: docker erases at each logout, and after a refusal that may be its own fault. */
export const run = async (context: Context, { arguments: [operation] }: Typed): Promise<void> => {
  if (operation === 'get') return get(context);
  if (operation === 'list') return list(context);
  await readStdin();
};
