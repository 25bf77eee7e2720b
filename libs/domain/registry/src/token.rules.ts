import {
  type FieldError,
  formatInstant,
  overlapEnd,
  parseInstant,
  refuseFields,
  textErrors,
} from '@credstream/domain-kernel';
import { isRepositoryPattern } from './repository-name.js';
import type { WantedScope } from './token.commands.js';
import {
  RobotNameInvalid,
  TokenDurationInvalid,
  TokenExpiryInvalid,
  TokenExpiryTooNear,
  TokenNameInvalid,
  TokenOverlapInvalid,
  TokenPasswordInvalid,
  TokenProjectInvalid,
  TokenPushWithoutPull,
  TokenScopesInvalid,
  TokenTooManyScopes,
} from './token.errors.js';
import { type ScopeType, scopeTypes, type TokenScope } from './token.events.js';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** A token has at most so many scopes. */
export const maxTokenScopes = 100;
/** Both passwords of a rotated token work for at most so many days. */
export const maxTokenOverlapDays = 30;
export const defaultRobotDays = 30;
const mostRobotDays = 36_500;

const tokenName = /^[A-Za-z][A-Za-z0-9-]{1,61}[A-Za-z0-9]$/;
const robotName = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const projectName = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const longestRobotName = 63;

const one = (path: string, rule: string, message: string): { errors: readonly FieldError[] } => ({
  errors: [{ path, rule, message }],
});

export const checkTokenName = (name: string): string => {
  if (tokenName.test(name)) return name;
  const rule =
    'must have 3 to 63 letters, digits and dashes, begin with a letter and end with a letter or digit';
  throw new TokenNameInvalid(undefined, one('name', 'name', rule));
};

export const checkRobotName = (name: string): string => {
  if (name.length <= longestRobotName && robotName.test(name)) return name;
  const rule =
    'must have 1 to 63 lower-case letters and digits, with single dots, dashes or underscores between them';
  throw new RobotNameInvalid(undefined, one('name', 'name', rule));
};

export const checkProject = (project: string): string => {
  if (project.length <= longestRobotName && projectName.test(project)) return project;
  throw new TokenProjectInvalid(
    undefined,
    one('project', 'project', 'must be one part of a repository path'),
  );
};

/** The expiry in UTC whole seconds. */
export const checkTokenExpiry = (text: string, now: Date): string => {
  const expiry = parseInstant(text);
  if (!expiry) {
    throw new TokenExpiryInvalid(undefined, one('expiresAt', 'instant', 'must be an RFC 3339 time'));
  }
  if (expiry.getTime() < now.getTime() + hourMs) {
    throw new TokenExpiryTooNear(undefined, one('expiresAt', 'oneHour', 'must be at least one hour ahead'));
  }
  return formatInstant(expiry);
};

/** When a robot account made now expires; `undefined` = never. */
export const robotExpiry = (days: number, now: Date): string | undefined => {
  if (days === -1) return undefined;
  if (Number.isInteger(days) && days >= 1 && days <= mostRobotDays) {
    return formatInstant(new Date(now.getTime() + days * dayMs));
  }
  const rule = `must be a whole number from 1 to ${mostRobotDays}, or -1 for never`;
  throw new TokenDurationInvalid(undefined, one('durationDays', 'range', rule));
};

/** In the order in which they are recorded and shown. */
const repositoryActions = ['pull', 'push', 'delete'] as const;
const registryActions: readonly string[] = [...repositoryActions, 'admin', 'list', 'read', 'write', '*'];

/** A scope as it is recorded, without an id. */
type CheckedScope = Omit<TokenScope, 'id'>;

const wrongScope = (path: string, rule: string, message: string) =>
  new TokenScopesInvalid(undefined, one(path, rule, message));

const checkType = (type: string, path: string): ScopeType => {
  const known = scopeTypes.find((each) => each === type);
  if (known) return known;
  throw wrongScope(`${path}.type`, 'isIn', 'must be repository or registry');
};

const checkActions = (actions: readonly string[], known: readonly string[], path: string): void => {
  const unknown = actions.findIndex((action) => !known.includes(action));
  if (unknown < 0) return;
  throw wrongScope(`${path}.actions.${unknown}`, 'isIn', `must be one of ${known.join(', ')}`);
};

/** `admin` is how some systems call the right to delete. */
const checkRepositoryScope = (name: string, sent: readonly string[], path: string): CheckedScope => {
  if (!isRepositoryPattern(name)) {
    const rule =
      'must be the name of a repository in lower case, without host and port, at most 255 characters; * stands for any characters';
    throw wrongScope(`${path}.name`, 'repository', rule);
  }
  checkActions(sent, [...repositoryActions, 'admin'], path);
  const meant = sent.map((action) => (action === 'admin' ? 'delete' : action));
  const actions = repositoryActions.filter((action) => meant.includes(action));
  if (actions.length === 0) throw wrongScope(`${path}.actions`, 'length', 'must name at least one action');
  if (actions.includes('push') && !actions.includes('pull')) {
    throw new TokenPushWithoutPull(undefined, one(`${path}.actions`, 'pushNeedsPull', 'push needs pull'));
  }
  return { type: 'repository', name: name.replace(/\*+/g, '*'), actions };
};

/** It gives the list of repositories, whatever else stands in it. */
const checkListScope = (name: string, actions: readonly string[], path: string): CheckedScope => {
  refuseFields(TokenScopesInvalid, textErrors(`${path}.name`, name, { min: 1, max: 255 }));
  checkActions(actions, registryActions, path);
  return { type: 'registry', name, actions: [...new Set(actions)] };
};

export const checkScope = ({ type, name, actions = [] }: WantedScope, path = 'scope'): CheckedScope =>
  checkType(type, path) === 'registry'
    ? checkListScope(name ?? '*', actions, path)
    : checkRepositoryScope(name ?? '', actions, path);

type AnyScope = Readonly<{ type: string; name: string; actions: readonly string[] }>;

export const isSameScope = (one: AnyScope, other: AnyScope): boolean =>
  one.type === other.type && one.name === other.name && one.actions.join() === other.actions.join();

export const refuseTooManyScopes = (count: number): void => {
  if (count <= maxTokenScopes) return;
  throw new TokenTooManyScopes(
    undefined,
    one('scopes', 'length', `must have at most ${maxTokenScopes} entries`),
  );
};

/** The scopes of a new token; one that comes twice is one. */
export const checkScopes = (wanted: readonly WantedScope[]): readonly TokenScope[] => {
  refuseTooManyScopes(wanted.length);
  const checked = wanted.map((scope, at) => checkScope(scope, `scopes.${at}`));
  return checked
    .filter((scope, at) => checked.findIndex((other) => isSameScope(scope, other)) === at)
    .map((scope, at) => ({ id: `s${at + 1}`, ...scope }));
};

/** The end of the overlap in UTC whole seconds; now, unless one is asked for. */
export const checkTokenOverlap = (text: string | undefined, now: Date): string =>
  overlapEnd(text, now, maxTokenOverlapDays, TokenOverlapInvalid);

/** A password that a person chose for a robot account; it is never trimmed or changed. */
export const checkRobotPassword = (password: string): string => {
  const errors = textErrors('password', password, { min: 12, max: 128 });
  refuseFields(TokenPasswordInvalid, errors);
  return password;
};
