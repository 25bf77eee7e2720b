import type { Decider } from '@credstream/domain-kernel';
import { assertNever, formatInstant } from '@credstream/domain-kernel';
import type { SessionCommand } from './session.commands.js';
import {
  RefreshTokenInvalid,
  SessionAlreadyExists,
  SessionIsOver,
  SessionNotFound,
} from './session.errors.js';
import type { SessionEndReason, SessionEvent } from './session.events.js';

/** A session that was not refreshed for so long has ended. */
export const sessionIdleHours = 24;
/** No session lasts longer, however often it is refreshed. */
export const sessionMaxDays = 30;

const hourMs = 3_600_000;

/** No session is refreshed more often; one that is refreshed with each access token never is. */
export const sessionMaxRefreshes = 5_000;

/** Refresh tokens that were exchanged already, newest first; a list that grows at its head costs each event the same. */
export type SpentTokens = Readonly<{ hash: string; count: number; before?: SpentTokens | undefined }>;

const isSpent = (spent: SpentTokens | undefined, hash: string): boolean => {
  for (let each = spent; each; each = each.before) if (each.hash === hash) return true;
  return false;
};

/** Is this the hash of a refresh token that the session has, or had? */
export const isTokenOf = (session: Extract<Session, { status: 'active' }>, hash: string): boolean =>
  session.refreshHash === hash || isSpent(session.spent, hash);

/** A token of `spent` that returns was stolen. */
export type Session =
  | Readonly<{ status: 'none' }>
  | Readonly<{
      status: 'active';
      userId: string;
      refreshHash: string;
      spent?: SpentTokens | undefined;
      refreshedAt: string;
      expiresAt: string;
    }>
  | Readonly<{ status: 'ended'; userId: string; reason: SessionEndReason }>;

const evolve = (state: Session, event: SessionEvent): Session => {
  switch (event.type) {
    case 'SessionStarted': {
      const { userId, refreshHash, expiresAt, at } = event.data;
      return { status: 'active', userId, refreshHash, refreshedAt: at, expiresAt };
    }
    case 'SessionRefreshed': {
      if (state.status !== 'active') return state;
      const { refreshHash, at } = event.data;
      const count = (state.spent?.count ?? 0) + 1;
      const spent = { hash: state.refreshHash, count, before: state.spent };
      return { ...state, refreshHash, spent, refreshedAt: at };
    }
    case 'SessionEnded':
      return state.status === 'active'
        ? { status: 'ended', userId: state.userId, reason: event.data.reason }
        : state;
    default:
      return assertNever(event);
  }
};

const decide: Decider<Session, SessionCommand, SessionEvent>['decide'] = (command, state, { now }) => {
  switch (command.type) {
    case 'StartSession':
      return start(command.data, state, now);
    case 'RefreshSession':
      return refresh(command.data, state, now);
    case 'EndSession':
      if (state.status === 'none') throw new SessionNotFound();
      return state.status === 'ended' ? [] : [ended(command.data.reason, now)];
    default:
      return assertNever(command);
  }
};

const start = (
  {
    sessionId,
    userId,
    refreshHash,
    grant,
    provider,
  }: Extract<SessionCommand, { type: 'StartSession' }>['data'],
  state: Session,
  now: Date,
): readonly SessionEvent[] => {
  if (state.status !== 'none') throw new SessionAlreadyExists();
  const expiresAt = formatInstant(new Date(now.getTime() + sessionMaxDays * 24 * hourMs));
  const at = formatInstant(now);
  const began = { sessionId, userId, refreshHash, expiresAt, grant, ...(provider && { provider }), at };
  return [{ type: 'SessionStarted', data: began }];
};

/** Some refusals are facts: they end the session, and the caller of the decider refuses as it has ended. */
const refresh = (
  { presentedHash, nextHash, userActive }: Extract<SessionCommand, { type: 'RefreshSession' }>['data'],
  state: Session,
  now: Date,
): readonly SessionEvent[] => {
  if (state.status === 'none') throw new SessionNotFound();
  if (state.status === 'ended') throw new SessionIsOver();
  // A token that never was the session's ends nothing, else whoever knows an id could end the session.
  if (isSpent(state.spent, presentedHash)) return [ended('refresh_reused', now)];
  if (presentedHash !== state.refreshHash) throw new RefreshTokenInvalid();
  if (!userActive) return [ended('user_stopped', now)];
  if (Date.parse(state.expiresAt) <= now.getTime()) return [ended('expired', now)];
  if ((state.spent?.count ?? 0) >= sessionMaxRefreshes) return [ended('expired', now)];
  const idleSince = Date.parse(state.refreshedAt);
  if (idleSince + sessionIdleHours * hourMs <= now.getTime()) return [ended('idle', now)];
  return [{ type: 'SessionRefreshed', data: { refreshHash: nextHash, at: formatInstant(now) } }];
};

const ended = (reason: SessionEndReason, now: Date): SessionEvent => ({
  type: 'SessionEnded',
  data: { reason, at: formatInstant(now) },
});

/** The rules of one session: a family of refresh tokens, each good for one exchange (RFC 9700 §4.14.2). */
export const sessionDecider: Decider<Session, SessionCommand, SessionEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};
