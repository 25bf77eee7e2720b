import { type FieldError, formatInstant, refuseFields, textErrors } from '@credstream/domain-kernel';
import type { WantedScope } from './token.commands.js';
import { TokenImportInvalid } from './token.errors.js';
import type { HashedSecret, TokenKind } from './token.events.js';
import { comparableUsername, robotPrefix } from './token-name.js';

/** A token as it was elsewhere. */
export type ImportedToken = HashedSecret &
  Readonly<{
    kind: TokenKind;
    username: string;
    status: 'enabled' | 'disabled';
    expiresAt?: string;
    scopes: readonly WantedScope[];
  }>;

/** So many come at once. */
export const mostImported = 500;

/** A hash that costs more than this is a way to keep the processor busy. */
const highestBcryptCost = 14;
const bcrypt = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const longestUsername = 128;

type Read = Readonly<{ token: ImportedToken }> | Readonly<{ error: FieldError }>;

const wrong = (path: string, rule: string, message: string): Read => ({ error: { path, rule, message } });

const usernameError = (path: string, username: string): string | undefined => {
  const [error] = textErrors(path, username, { min: 1, max: longestUsername });
  return error?.message ?? (username.includes(':') ? 'must not contain a colon' : undefined);
};

const readLine = (line: string, at: number, scopes: readonly WantedScope[]): Read => {
  const path = `data.${at}`;
  const colon = line.indexOf(':');
  const username = line.slice(0, Math.max(colon, 0));
  const secretHash = line.slice(colon + 1);
  const problem = usernameError(path, username);
  if (problem !== undefined) return wrong(path, 'username', problem);
  const cost = bcrypt.exec(secretHash)?.[1];
  if (cost === undefined) return wrong(path, 'bcrypt', 'must have a bcrypt hash, as htpasswd -B writes it');
  if (Number(cost) < 4 || Number(cost) > highestBcryptCost) {
    return wrong(path, 'cost', `must have a bcrypt cost from 4 to ${highestBcryptCost}`);
  }
  return { token: { kind: 'token', username, status: 'enabled', secretHash, hashScheme: 'bcrypt', scopes } };
};

const htpasswd = (data: string, scopes: readonly WantedScope[]): readonly Read[] =>
  data
    .split(/\r?\n/)
    .map((line, at): Read | undefined =>
      line.trim() === '' || line.startsWith('#') ? undefined : readLine(line, at, scopes),
    )
    .filter((read) => read !== undefined);

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields =>
  (typeof value === 'object' && value !== null ? value : {}) as Fields;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

const repositoryActions = ['pull', 'push', 'delete'];

/** A permission of Harbor on the repositories of a project, or of all projects. */
const scopeOf = (permission: unknown): readonly WantedScope[] => {
  const { namespace, access } = fieldsOf(permission);
  const allowed = listOf(access)
    .map(fieldsOf)
    .filter(({ resource, effect }) => resource === 'repository' && effect !== 'deny')
    .flatMap(({ action }) => (typeof action === 'string' ? [action] : []))
    .filter((action) => repositoryActions.includes(action));
  if (typeof namespace !== 'string' || allowed.length === 0) return [];
  const name = namespace === '*' || namespace === '/' ? '*' : `${namespace}/*`;
  // Harbor lets a robot account push that may not pull; a registry needs both.
  const actions = [...new Set(allowed.includes('push') ? ['pull', ...allowed] : allowed)];
  return [{ type: 'repository', name, actions }];
};

const readRobot = (row: unknown, at: number, given: readonly WantedScope[]): Read => {
  const path = `data.${at}`;
  const {
    name,
    secret,
    salt,
    expires_at: shown,
    expiresat: kept,
    disable,
    disabled,
    permissions,
  } = fieldsOf(row);
  if (typeof name !== 'string') return wrong(path, 'name', 'must have a name');
  const username = name.startsWith(robotPrefix) ? name : `${robotPrefix}${name}`;
  const problem = usernameError(path, username);
  if (problem !== undefined) return wrong(path, 'username', problem);
  if (typeof secret !== 'string' || !/^[0-9a-f]{32}$/i.test(secret)) {
    return wrong(path, 'secret', 'must have the secret as Harbor keeps it: 32 hexadecimal digits');
  }
  if (typeof salt !== 'string' || !/^[\x21-\x23\x25-\x7e]{1,128}$/.test(salt)) {
    return wrong(path, 'salt', 'must have the salt of the secret');
  }
  // As its API names it, and as its database does.
  const seconds = shown ?? kept ?? -1;
  if (
    typeof seconds !== 'number' ||
    !Number.isInteger(seconds) ||
    seconds < -1 ||
    seconds > 253_402_300_799
  ) {
    return wrong(path, 'expires_at', 'must expire at a time in seconds, or -1 for never');
  }
  const scopes = listOf(permissions).flatMap(scopeOf);
  if (scopes.length === 0 && given.length === 0) {
    return wrong(
      path,
      'permissions',
      'must have permissions on repositories, or scopes must say what it may do',
    );
  }
  return {
    token: {
      ...{ kind: 'robot', username, hashScheme: 'pbkdf2', secretHash: `${salt}$${secret.toLowerCase()}` },
      status: disable === true || disabled === true ? 'disabled' : 'enabled',
      ...(seconds >= 0 && { expiresAt: formatInstant(new Date(seconds * 1000)) }),
      scopes: scopes.length > 0 ? scopes : given,
    },
  };
};

const harborRobots = (data: string, scopes: readonly WantedScope[]): readonly Read[] => {
  let rows: unknown;
  try {
    rows = JSON.parse(data);
  } catch {
    // What it says of the text may hold a secret.
    rows = undefined;
  }
  if (!Array.isArray(rows)) return [wrong('data', 'json', 'must be a list of robot accounts in JSON')];
  return rows.map((row, at) => readRobot(row, at, scopes));
};

/** Who may do what with a registry that has an htpasswd file: everything. */
const everything: readonly WantedScope[] = [
  { type: 'repository', name: '*', actions: ['pull', 'push', 'delete'] },
];

/**
 * What is to be imported. `scopes` are those of every htpasswd user, and of robot accounts that bring none. Throws
 * `TokenImportInvalid` with each line that is wrong.
 */
export const readImport = (
  format: 'htpasswd' | 'harbor-robots',
  data: string,
  scopes: readonly WantedScope[],
): readonly ImportedToken[] => {
  const read =
    format === 'htpasswd'
      ? htpasswd(data, scopes.length > 0 ? scopes : everything)
      : harborRobots(data, scopes);
  refuseFields(
    TokenImportInvalid,
    read.flatMap((each) => ('error' in each ? [each.error] : [])),
  );
  const tokens = read.flatMap((each) => ('token' in each ? [each.token] : []));
  const names = tokens.map(({ username }) => comparableUsername(username));
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
  const message =
    twice < 0 ? `must have 1 to ${mostImported} entries` : `names ${tokens[twice]?.username} twice`;
  refuseFields(
    TokenImportInvalid,
    twice >= 0 || tokens.length === 0 || tokens.length > mostImported
      ? [{ path: 'data', rule: twice < 0 ? 'length' : 'unique', message }]
      : [],
  );
  return tokens;
};
