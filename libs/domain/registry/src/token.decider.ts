import { assertNever, type Decider, formatInstant } from '@credstream/domain-kernel';
import type { TokenCommand, TokenCommandData } from './token.commands.js';
import {
  TokenAlreadyExists,
  TokenNotFound,
  TokenProjectInvalid,
  TokenRotationInProgress,
  TokenScopeNotFound,
  TokenScopesInvalid,
} from './token.errors.js';
import type { HashedSecret, TokenEvent, TokenKind, TokenScope } from './token.events.js';
import {
  checkProject,
  checkRobotName,
  checkScope,
  checkScopes,
  checkTokenExpiry,
  checkTokenName,
  checkTokenOverlap,
  defaultRobotDays,
  isSameScope,
  refuseTooManyScopes,
  robotExpiry,
} from './token.rules.js';
import { robotUsername } from './token-name.js';

/** One of the secrets that open a token; one that is being replaced stops at `validUntil`. */
export type TokenSecret = HashedSecret & Readonly<{ validUntil?: string }>;

type Identity = Readonly<{
  tokenId: string;
  registryId: string;
  account: string;
  kind: TokenKind;
  name: string;
  username: string;
  project?: string;
  expiresAt?: string;
  scopes: readonly TokenScope[];
  /** The number of the last scope that was added. */
  lastScope: number;
  /** The newest last, before it at most one that still works. */
  secrets: readonly TokenSecret[];
}>;

export type PresentToken = Identity & Readonly<{ status: 'enabled' | 'disabled' | 'revoked' }>;

/** It is remembered why it went, for who comes with its secret. */
export type DeletedToken = Identity &
  Readonly<{ status: 'deleted'; ended: 'expired' | 'deleted'; at: string }>;

/** What decisions need to know of a token. One past `expiresAt` is as before until that is recorded. */
export type RegistryToken = Readonly<{ status: 'none' }> | PresentToken | DeletedToken;

export const isPresentToken = (state: RegistryToken): state is PresentToken =>
  state.status !== 'none' && state.status !== 'deleted';

const numberOf = ({ id }: TokenScope): number => Number(id.slice(1));

const evolve = (state: RegistryToken, event: TokenEvent): RegistryToken => {
  if (event.type === 'TokenCreated') {
    const { tokenId, registryId, account, kind, name, username, project, expiresAt } = event.data;
    const { status, scopes, secretHash, hashScheme } = event.data;
    return {
      ...{ status, tokenId, registryId, account, kind, name, username, scopes },
      ...(project !== undefined && { project }),
      ...(expiresAt !== undefined && { expiresAt }),
      lastScope: Math.max(0, ...scopes.map(numberOf)),
      secrets: [{ secretHash, hashScheme }],
    };
  }
  return isPresentToken(state) ? after(state, event) : state;
};

const after = (state: PresentToken, event: Exclude<TokenEvent, { type: 'TokenCreated' }>): RegistryToken => {
  switch (event.type) {
    case 'TokenScopeAdded': {
      const { scope } = event.data;
      return { ...state, scopes: [...state.scopes, scope], lastScope: numberOf(scope) };
    }
    case 'TokenScopeRemoved':
      return { ...state, scopes: state.scopes.filter(({ id }) => id !== event.data.scopeId) };
    case 'TokenEnabled':
      return { ...state, status: 'enabled' };
    case 'TokenDisabled':
      return { ...state, status: 'disabled' };
    case 'TokenExpiryChanged': {
      const { expiresAt: _before, ...rest } = state;
      const { expiresAt } = event.data;
      return { ...rest, ...(expiresAt !== undefined && { expiresAt }) };
    }
    case 'TokenRotated': {
      const { secretHash, hashScheme, overlapUntil, at } = event.data;
      const before = state.secrets.at(-1);
      const kept = before && overlapUntil > at ? [{ ...before, validUntil: overlapUntil }] : [];
      return { ...state, secrets: [...kept, { secretHash, hashScheme }] };
    }
    case 'TokenRehashed': {
      const { secretHash, hashScheme, replaces } = event.data;
      return {
        ...state,
        secrets: state.secrets.map((secret) =>
          secret.secretHash === replaces ? { ...secret, secretHash, hashScheme } : secret,
        ),
      };
    }
    case 'TokenRevoked':
      return { ...state, status: 'revoked' };
    case 'TokenExpired':
      return { ...state, status: 'deleted', ended: 'expired', at: event.data.expiresAt };
    case 'TokenDeleted':
      return { ...state, status: 'deleted', ended: 'deleted', at: event.data.at };
    default:
      return assertNever(event);
  }
};

const decide: Decider<RegistryToken, TokenCommand, TokenEvent>['decide'] = (command, state, { now }) => {
  const at = formatInstant(now);
  switch (command.type) {
    case 'CreateToken':
      return create(command.data, state, now);
    case 'ImportToken':
      return importToken(command.data, state, now);
    case 'ChangeToken':
      return change(command.data, state, now);
    case 'AddTokenScope':
      return addScope(command.data, state, at);
    case 'RemoveTokenScope':
      return removeScope(command.data, state, at);
    case 'RemoveAllTokenScopes':
      return present(state, now).scopes.map(({ id }) => ({
        type: 'TokenScopeRemoved',
        data: { scopeId: id, at },
      }));
    case 'RotateToken':
      return rotate(command.data, state, now);
    case 'RehashToken':
      return rehash(command.data, state, at);
    case 'RevokeToken': {
      const { reason } = command.data;
      if (!isPresentToken(state) || state.status === 'revoked') return [];
      return [{ type: 'TokenRevoked', data: { ...(reason && { reason }), at } }];
    }
    case 'ExpireToken':
      return expire(state, now);
    case 'DeleteToken':
      if (!isPresentToken(state)) throw new TokenNotFound();
      return [{ type: 'TokenDeleted', data: { at } }];
    default:
      return assertNever(command);
  }
};

const hasExpired = ({ expiresAt }: Pick<Identity, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime();

/** One that has expired is deleted, whether that is recorded yet or not. */
const present = (state: RegistryToken, now: Date): PresentToken => {
  if (!isPresentToken(state) || hasExpired(state, now)) throw new TokenNotFound();
  return state;
};

type Creation = TokenCommandData<'CreateToken'>;

const projectOf = ({ kind, project }: Creation): string | undefined => {
  if (project === undefined) return undefined;
  if (kind === 'robot') return checkProject(project);
  const message = 'only robot accounts have a project';
  throw new TokenProjectInvalid(undefined, { errors: [{ path: 'project', rule: 'robot', message }] });
};

/** A robot account of a project reaches what is below that project. */
const checkWithinProject = (scopes: readonly TokenScope[], project: string): void => {
  const outside = scopes.findIndex(
    ({ type, name }) => type !== 'repository' || !name.startsWith(`${project}/`),
  );
  if (outside < 0) return;
  const message = `must be a repository below ${project}/`;
  throw new TokenScopesInvalid(undefined, {
    errors: [{ path: `scopes.${outside}.name`, rule: 'project', message }],
  });
};

const expiryOf = ({ kind, expiresAt, durationDays }: Creation, now: Date): string | undefined => {
  if (expiresAt !== undefined) return checkTokenExpiry(expiresAt, now);
  if (durationDays !== undefined || kind === 'robot')
    return robotExpiry(durationDays ?? defaultRobotDays, now);
  return undefined;
};

const create = (command: Creation, state: RegistryToken, now: Date): readonly TokenEvent[] => {
  if (state.status !== 'none') throw new TokenAlreadyExists();
  const { tokenId, registryId, account, kind, secretHash, hashScheme, hint, createdBy } = command;
  const { status = 'enabled' } = command;
  const project = projectOf(command);
  const name = kind === 'robot' ? checkRobotName(command.name) : checkTokenName(command.name);
  const expiresAt = expiryOf(command, now);
  const scopes = checkScopes(command.scopes);
  if (project !== undefined) checkWithinProject(scopes, project);
  if (kind === 'robot' && scopes.length === 0) {
    const message = 'a robot account has at least one scope';
    throw new TokenScopesInvalid(undefined, { errors: [{ path: 'scopes', rule: 'length', message }] });
  }
  return [
    {
      type: 'TokenCreated',
      data: {
        ...{ tokenId, registryId, account, kind, name },
        username: kind === 'robot' ? robotUsername(name, project) : name,
        ...(project !== undefined && { project }),
        status,
        ...(expiresAt !== undefined && { expiresAt }),
        ...{ scopes, secretHash, hashScheme },
        ...(hint !== undefined && { hint }),
        ...(createdBy !== undefined && { createdBy }),
        createdAt: formatInstant(now),
      },
    },
  ];
};

/** One that is there already is not brought in twice. */
const importToken = (
  { username, scopes: wanted, ...command }: TokenCommandData<'ImportToken'>,
  state: RegistryToken,
  now: Date,
): readonly TokenEvent[] => {
  if (isPresentToken(state)) return [];
  if (state.status === 'deleted') throw new TokenAlreadyExists();
  const scopes = checkScopes(wanted);
  return [
    {
      type: 'TokenCreated',
      data: { ...command, name: username, username, scopes, createdAt: formatInstant(now) },
    },
  ];
};

const change = (
  { status, expiresAt }: TokenCommandData<'ChangeToken'>,
  state: RegistryToken,
  now: Date,
): readonly TokenEvent[] => {
  const token = present(state, now);
  const at = formatInstant(now);
  const expiry = expiresAt === undefined ? [] : changeExpiry(expiresAt, token, now);
  if (status === undefined || token.status === 'revoked' || status === token.status) return expiry;
  return [...expiry, { type: status === 'enabled' ? 'TokenEnabled' : 'TokenDisabled', data: { at } }];
};

/** What is sent back as it was read passes, however near it is by now. */
const changeExpiry = (text: string, token: PresentToken, now: Date): readonly TokenEvent[] => {
  const at = formatInstant(now);
  if (text === 'never') {
    return token.expiresAt === undefined ? [] : [{ type: 'TokenExpiryChanged', data: { at } }];
  }
  if (token.expiresAt !== undefined && Date.parse(text) === Date.parse(token.expiresAt)) return [];
  return [{ type: 'TokenExpiryChanged', data: { expiresAt: checkTokenExpiry(text, now), at } }];
};

const addScope = (
  { scope: wanted }: TokenCommandData<'AddTokenScope'>,
  state: RegistryToken,
  at: string,
): readonly TokenEvent[] => {
  const token = present(state, new Date(at));
  const checked = checkScope(wanted, 'scope');
  if (token.project !== undefined) checkWithinProject([{ id: '', ...checked }], token.project);
  if (token.scopes.some((scope) => isSameScope(scope, checked))) return [];
  refuseTooManyScopes(token.scopes.length + 1);
  return [{ type: 'TokenScopeAdded', data: { scope: { id: `s${token.lastScope + 1}`, ...checked }, at } }];
};

const removeScope = (
  { scopeId }: TokenCommandData<'RemoveTokenScope'>,
  state: RegistryToken,
  at: string,
): readonly TokenEvent[] => {
  const token = present(state, new Date(at));
  if (!token.scopes.some(({ id }) => id === scopeId)) throw new TokenScopeNotFound();
  return [{ type: 'TokenScopeRemoved', data: { scopeId, at } }];
};

/** During an overlap there are two secrets, and no third: who needs all earlier ones to end asks for no overlap. */
const rotate = (
  { secretHash, hashScheme, hint, overlapUntil: asked }: TokenCommandData<'RotateToken'>,
  state: RegistryToken,
  now: Date,
): readonly TokenEvent[] => {
  const token = present(state, now);
  const at = formatInstant(now);
  const overlapUntil = checkTokenOverlap(asked, now);
  const overlaps = token.secrets.some(({ validUntil }) => validUntil !== undefined && validUntil > at);
  if (overlaps && overlapUntil > at) throw new TokenRotationInProgress();
  return [
    {
      type: 'TokenRotated',
      data: { secretHash, hashScheme, ...(hint !== undefined && { hint }), overlapUntil, at },
    },
  ];
};

const rehash = (
  { replaces, ...hashed }: TokenCommandData<'RehashToken'>,
  state: RegistryToken,
  at: string,
): readonly TokenEvent[] =>
  isPresentToken(state) && state.secrets.some(({ secretHash }) => secretHash === replaces)
    ? [{ type: 'TokenRehashed', data: { ...hashed, replaces, at } }]
    : [];

/** An expired token is deleted, not disabled. */
const expire = (state: RegistryToken, now: Date): readonly TokenEvent[] => {
  if (!isPresentToken(state) || state.expiresAt === undefined || !hasExpired(state, now)) return [];
  const at = formatInstant(now);
  return [
    { type: 'TokenExpired', data: { expiresAt: state.expiresAt, at } },
    { type: 'TokenDeleted', data: { at } },
  ];
};

/** The rules of one token or robot account. */
export const tokenDecider: Decider<RegistryToken, TokenCommand, TokenEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};
