/** A fact, as the code sees it: JSON as it stands, no `Date`, no plaintext secret. */
export type Event<T extends string = string, D extends object = object> = Readonly<{
  type: T;
  data: Readonly<D>;
}>;

/** A wish that may be refused. */
export type Command<T extends string = string, D extends object = object> = Readonly<{
  type: T;
  data: Readonly<D>;
}>;

/** Everything `decide` may not read for itself. Filled by the shell, fixed in tests. */
export type DecisionContext = Readonly<{ now: Date }>;

/**
 * The rules of one kind of thing.
 * `evolve` never refuses; `decide` throws a `DomainError` or answers with what happened, `[]` for nothing.
 */
export type Decider<S, C extends Command, E extends Event> = Readonly<{
  initialState: () => S;
  evolve: (state: S, event: E) => S;
  decide: (command: C, state: S, context: DecisionContext) => readonly E[];
}>;

/** The state after a history. */
export const fold = <S, C extends Command, E extends Event>(
  decider: Decider<S, C, E>,
  history: readonly E[],
): S => history.reduce(decider.evolve, decider.initialState());

/** Closes a switch over a union: the compiler objects when a member has no branch. */
export const assertNever = (value: never): never => {
  throw new Error(`A case without a branch: ${JSON.stringify(value)}`);
};
