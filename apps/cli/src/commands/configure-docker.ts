import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { dockerFolder } from '../client/env.js';
import { NotDone, WrongUse } from '../client/errors.js';
import { writePrivately } from '../client/session-file.js';

/** `docker-credential-credstream` by docker's own rule for names. */
const helper = 'credstream';

/** A host with its port, or an address as docker writes it for its own hub. */
const hostForm = /^(https?:\/\/)?[A-Za-z0-9[][A-Za-z0-9.:[\]-]*(\/v1\/)?$/;

type Config = Readonly<{ credHelpers?: Readonly<Record<string, string>> }>;

const configIn = async (path: string): Promise<Config> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw new NotDone(`${path} cannot be read: ${error.message}`);
  });
  const config = parsed(text);
  if (config === undefined)
    throw new NotDone(`${path} is not what docker writes; mend it first. It was not changed.`);
  return config;
};

const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (text: string): Config | undefined => {
  try {
    const value = JSON.parse(text) as Config;
    return isRecord(value) && isRecord(value.credHelpers ?? {}) ? value : undefined;
  } catch {
    // Told by the caller, with the name of the file.
    return undefined;
  }
};

/** Only for the registries that are named: all other logins stay where they are. */
export const run = async (context: Context, { arguments: [named = []] }: Typed): Promise<void> => {
  const registries = [named].flat();
  const wrong = registries.find((registry) => !hostForm.test(registry));
  if (wrong !== undefined)
    throw new WrongUse(`"${wrong}" is no registry: name its host, registry.example.com:5000`);
  const path = join(dockerFolder(), 'config.json');
  const config = await configIn(path);
  const added = Object.fromEntries(registries.map((registry) => [registry, helper]));
  const credHelpers = { ...config.credHelpers, ...added };
  await writePrivately(path, `${JSON.stringify({ ...config, credHelpers }, undefined, '\t')}\n`);
  context.note(`${path}: docker asks docker-credential-${helper} for ${registries.join(', ')}`);
};
