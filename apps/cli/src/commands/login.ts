import { createCredstream, dataOf, signIn } from '@credstream/sdk';
import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { configPath, readConfig } from '../client/env.js';
import { WrongUse } from '../client/errors.js';
import { askSecret, readInput, readStdin, withoutLineBreak } from '../client/input.js';
import { writePrivately } from '../client/session-file.js';

const passwordOf = async (options: Typed['options']): Promise<string> => {
  const { passwordFile, passwordStdin } = options;
  if (passwordFile !== undefined && passwordStdin)
    throw new WrongUse('Take --password-stdin or --password-file.');
  if (passwordFile !== undefined) return withoutLineBreak(await readInput(String(passwordFile)));
  if (passwordStdin) return withoutLineBreak(await readStdin());
  return askSecret('Password', 'Give it with --password-stdin or --password-file.');
};

const withPassword = ['username', 'passwordStdin', 'passwordFile'] as const;

const loginOf = async (
  context: Context,
  options: Typed['options'],
): Promise<Parameters<typeof signIn>[1]> => {
  if (options['oidc']) {
    if (withPassword.some((name) => options[name] !== undefined))
      throw new WrongUse('--oidc asks the provider who you are. Take it without a username and a password.');
    const { signInByBrowser } = await import('../client/browser-sign-in.js');
    return signInByBrowser(context, { opens: options['browser'] !== false });
  }
  if (options['username'] === undefined)
    throw new WrongUse('Who signs in? Name it with --username, or take --oidc.');
  return { username: String(options['username']), password: await passwordOf(options) };
};

const isLoopback = ({ hostname }: URL): boolean => /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);

/** The next commands of the profile go to the same address. */
const keepAddress = async ({ folder, profile, addr }: Context['settings']): Promise<void> => {
  const path = configPath(folder);
  const config = readConfig(path);
  if (config.profiles?.[profile]?.addr === addr) return;
  const profiles = { ...config.profiles, [profile]: { ...config.profiles?.[profile], addr } };
  await writePrivately(path, `${JSON.stringify({ profile, ...config, profiles }, null, 2)}\n`);
};

export const run = async (context: Context, { options }: Typed): Promise<void> => {
  const { settings, session, signal, fetch } = context;
  const { addr: url } = settings;
  if (settings.accessToken !== undefined || settings.apiKey !== undefined) {
    context.note('CREDSTREAM_TOKEN or CREDSTREAM_API_KEY is set; commands use it and not this sign-in.');
  }
  if (new URL(url).protocol === 'http:' && !isLoopback(new URL(url))) {
    context.note(`Warning: ${url} is not encrypted. Everybody on the way can read the sign-in.`);
  }
  await signIn({ url, fetch }, await loginOf(context, options), { keeper: session, signal });
  await keepAddress(settings);
  const credstream = createCredstream({ url, fetch, credential: { session } });
  const me = await dataOf(credstream.GET('/api/v1/me', { signal }));
  context.note(`Signed in to ${url} as ${me.username} of ${me.account}.`);
};
