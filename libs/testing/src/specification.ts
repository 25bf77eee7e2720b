import type { Command, Decider, DecisionContext, Event } from '@credstream/domain-kernel';
import { DomainError, fold } from '@credstream/domain-kernel';
import { expect } from '@jest/globals';

/** What a command should lead to, after the given history. */
export type Outcome<E extends Event> = Readonly<{
  thenEvents: (...events: readonly E[]) => void;
  thenNothing: () => void;
  /** Refused with this error code. */
  thenFails: (code: string) => void;
}>;

/** A history, and then one command. */
export type Given<C extends Command, E extends Event> = (
  ...history: readonly E[]
) => Readonly<{ when: (command: C) => Outcome<E> }>;

/**
 * Rules as sentences:
 * `given = specificationOf(apiKeyDecider, { now }); given(created, revoked).when(rotate).thenFails('apikey.not_active')`.
 */
export const specificationOf =
  <S, C extends Command, E extends Event>(decider: Decider<S, C, E>, context: DecisionContext): Given<C, E> =>
  (...history) => ({
    when: (command) => {
      const decide = () => decider.decide(command, fold(decider, history), context);
      return {
        thenEvents: (...events) => expect(decide()).toEqual(events),
        thenNothing: () => expect(decide()).toEqual([]),
        thenFails: (code) => {
          expect(refusalOf(decide)).toMatchObject({ code });
        },
      };
    },
  });

const refusalOf = (decide: () => unknown): unknown => {
  try {
    return { code: 'not refused', recorded: decide() };
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
};
