import { fold } from '@credstream/domain-kernel';
import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SessionCommand } from './session.commands.js';
import { sessionDecider, sessionMaxRefreshes } from './session.decider.js';
import type { SessionEndReason, SessionEvent } from './session.events.js';

const now = new Date('2026-03-01T12:00:00.700Z');
const at = '2026-03-01T12:00:00Z';
const given = specificationOf(sessionDecider, { now });

const start: SessionCommand = {
  type: 'StartSession',
  data: { sessionId: 's1', userId: 'u1', refreshHash: 'first', grant: 'password' },
};
const started = (startedAt: string, expiresAt = '2026-03-31T12:00:00Z'): SessionEvent => ({
  type: 'SessionStarted',
  data: {
    sessionId: 's1',
    userId: 'u1',
    refreshHash: 'first',
    expiresAt,
    grant: 'password',
    at: startedAt,
  },
});
const refreshed = (refreshHash: string, refreshedAt = at): SessionEvent => ({
  type: 'SessionRefreshed',
  data: { refreshHash, at: refreshedAt },
});
const ended = (reason: SessionEndReason): SessionEvent => ({ type: 'SessionEnded', data: { reason, at } });
const refresh = (presentedHash: string, userActive = true): SessionCommand => ({
  type: 'RefreshSession',
  data: { presentedHash, nextHash: 'next', userActive },
});
const signOut: SessionCommand = { type: 'EndSession', data: { reason: 'signed_out' } };

describe('a session that does not exist', () => {
  it('starts, and can last for 30 days', () =>
    given().when(start).thenEvents(started(at, '2026-03-31T12:00:00Z')));

  it('is neither refreshed nor ended', () => {
    given().when(refresh('first')).thenFails('session.not_found');
    given().when(signOut).thenFails('session.not_found');
  });
});

describe('a session', () => {
  it('cannot start again', () => given(started(at)).when(start).thenFails('session.already_exists'));

  it('goes on with its refresh token, which is exchanged for the next one', () => {
    given(started(at)).when(refresh('first')).thenEvents(refreshed('next'));
    given(started(at), refreshed('second')).when(refresh('second')).thenEvents(refreshed('next'));
  });

  it('ends when it was refreshed more often than any session is, and folding it costs each event the same', () => {
    const often = Array.from({ length: sessionMaxRefreshes }, (_, index) => refreshed(`token${index}`));
    const last = `token${sessionMaxRefreshes - 1}`;
    given(started(at), ...often.slice(1))
      .when(refresh(last))
      .thenEvents(refreshed('next'));
    given(started(at), ...often)
      .when(refresh(last))
      .thenEvents(ended('expired'));
    given(started(at), ...often)
      .when(refresh('token0'))
      .thenEvents(ended('refresh_reused'));
  });

  it.each(['first', 'second'])('ends when a refresh token comes twice: the %s one', (token) =>
    given(started(at), refreshed('second'), refreshed('third'))
      .when(refresh(token))
      .thenEvents(ended('refresh_reused')),
  );

  it('lives on when somebody tries a token that never was its own', () =>
    given(started(at)).when(refresh('guess')).thenFails('session.refresh_invalid'));

  it('ends when its user is not active any more', () =>
    given(started(at)).when(refresh('first', false)).thenEvents(ended('user_stopped')));

  it('ends when it was not used for 24 hours', () => {
    given(started('2026-02-28T12:00:01Z')).when(refresh('first')).thenEvents(refreshed('next'));
    given(started('2026-02-28T12:00:00Z')).when(refresh('first')).thenEvents(ended('idle'));
    given(started('2026-02-20T12:00:00Z'), refreshed('second', '2026-03-01T00:00:00Z'))
      .when(refresh('second'))
      .thenEvents(refreshed('next'));
  });

  it('ends after its 30 days, however often it was used', () =>
    given(started('2026-01-30T12:00:00Z', at), refreshed('second'))
      .when(refresh('second'))
      .thenEvents(ended('expired')));

  it('ends when its user signs out', () => given(started(at)).when(signOut).thenEvents(ended('signed_out')));
});

describe('a session that has ended', () => {
  const over = [started(at), refreshed('second'), ended('signed_out')] as const;

  it.each(['first', 'second', 'guess'])('is not refreshed, with whichever token: %s', (token) =>
    given(...over)
      .when(refresh(token))
      .thenFails('session.ended'),
  );

  it('accepts a repeated sign-out and records nothing', () =>
    given(...over)
      .when(signOut)
      .thenNothing());

  it('keeps no token, and never comes back whatever follows', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(refreshed('x'), ended('idle'), ended('expired')), { maxLength: 10 }),
        (later) => {
          expect(fold(sessionDecider, [...over, ...later])).toEqual({
            status: 'ended',
            userId: 'u1',
            reason: 'signed_out',
          });
        },
      ),
    ));
});
