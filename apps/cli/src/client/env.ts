import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { WrongUse } from './errors.js';

/** Of `credstream up`, when nothing says otherwise. */
const defaultAddress = 'http://127.0.0.1:8080';

export type Profile = Readonly<{ addr?: string }>;
export type ConfigFile = Readonly<{ profile?: string; profiles?: Readonly<Record<string, Profile>> }>;

/** What a command runs with: flag over environment over file over default. */
export type ClientSettings = Readonly<{
  addr: string;
  profile: string;
  folder: string;
  accessToken?: string;
  apiKey?: string;
  noColor: boolean;
  /** What the user should know, though it stops nothing. */
  warnings: readonly string[];
}>;

type Variables = Readonly<Record<string, string | undefined>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where configuration and sessions are: `$XDG_CONFIG_HOME/credstream`. */
export const folderOf = (variables: Variables = process.env): string =>
  join(variables['XDG_CONFIG_HOME'] || join(variables['HOME'] || homedir(), '.config'), 'credstream');

export const configPath = (folder: string): string => join(folder, 'config.json');

/** Empty when there is none. Throws `WrongUse`. */
export const readConfig = (path: string): ConfigFile => {
  if (!existsSync(path)) return {};
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new WrongUse(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || (value['profiles'] !== undefined && !isObject(value['profiles'])))
      throw new TypeError();
    return value;
  } catch {
    // What is in it may be a secret: the parser's words would show a piece.
    throw new WrongUse(
      `${path} is not JSON of the form {"profile": "...", "profiles": {"...": {"addr": "..."}}}.`,
    );
  }
};

const rightsOf = (path: string): number | undefined =>
  process.platform !== 'win32' && existsSync(path) ? statSync(path).mode & 0o777 : undefined;

const address = (text: string, from: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new WrongUse(
      `${from} is no address. Write https://credstream.example.com or http://127.0.0.1:8080.`,
    );
  }
  if (url.username || url.password)
    throw new WrongUse(`${from} holds a user name or password. Take them out.`);
  return url.href.replace(/\/+$/, '');
};

/** Throws `WrongUse`. */
export const readClientSettings = (
  { addr, profile: named }: Readonly<{ addr?: string; profile?: string }>,
  { mayBeNew }: Readonly<{ mayBeNew: boolean }>,
  variables: Variables = process.env,
): ClientSettings => {
  const folder = folderOf(variables);
  const path = configPath(folder);
  const config = readConfig(path);
  const wanted = named ?? variables['CREDSTREAM_PROFILE'];
  const profile = wanted || config.profile || 'default';
  const profiles = config.profiles ?? {};
  const kept = Object.hasOwn(profiles, profile) ? profiles[profile] : undefined;
  if (wanted && !kept && !mayBeNew) {
    const names = Object.keys(profiles).join(', ') || 'none';
    throw new WrongUse(`There is no profile "${profile}" in ${path}. It has: ${names}.`);
  }
  const chosen: readonly (readonly [string | undefined, string])[] = [
    [addr, '--addr'],
    [variables['CREDSTREAM_ADDR'], 'CREDSTREAM_ADDR'],
    [kept?.addr, `addr of the profile "${profile}"`],
  ];
  const [text = defaultAddress, from = ''] = chosen.find(([value]) => value) ?? [];
  const rights = rightsOf(path);
  const open = rights !== undefined && (rights & 0o077) !== 0;
  const { CREDSTREAM_TOKEN: accessToken, CREDSTREAM_API_KEY: apiKey } = variables;
  return {
    addr: address(text, from),
    profile,
    folder,
    ...(accessToken && { accessToken }),
    ...(apiKey && { apiKey }),
    noColor: Boolean(variables['NO_COLOR']) || variables['TERM'] === 'dumb',
    warnings: open
      ? [`${path} can be read or changed by others (mode ${rights.toString(8)}). Run: chmod 600 ${path}`]
      : [],
  };
};

/** Of a command that asks no server. */
export const offlineSettings = (variables: Variables = process.env): ClientSettings => ({
  addr: defaultAddress,
  profile: 'default',
  folder: folderOf(variables),
  noColor: Boolean(variables['NO_COLOR']) || variables['TERM'] === 'dumb',
  warnings: [],
});

/** The environment that a program of `credstream run` gets: this one without what opens Credstream. */
export const environmentForChild = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => {
  const { CREDSTREAM_TOKEN: _token, CREDSTREAM_API_KEY: _key, ...rest } = process.env;
  return { ...rest, ...more };
};

/** Where docker keeps its settings. */
export const dockerFolder = (): string => process.env['DOCKER_CONFIG'] || join(homedir(), '.docker');

/** What opens an address in the user's browser; undefined where there is none to be expected, as over ssh. */
export const browserCommand = (): readonly string[] | undefined => {
  const { BROWSER: browser, DISPLAY: x11, WAYLAND_DISPLAY: wayland } = process.env;
  if (browser) return [browser];
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return x11 || wayland ? ['xdg-open'] : undefined;
};
