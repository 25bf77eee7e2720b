import type { Command, Decider, Event } from '@credstream/domain-kernel';
import { aggregate, assertNever, currentShapes, defineError, formatInstant } from '@credstream/domain-kernel';

/** Who are the active system administrators. One stream for the installation, so that there is always one left. */
export type AdministratorsEvent =
  | Event<'AdministratorAdded', { userId: string; userRevision: number; at: string }>
  | Event<'AdministratorRemoved', { userId: string; userRevision: number; at: string }>;

/** `userRevision` is that of the user's stream: the one which made an administrator, or from which one leaves. */
export type AdministratorsCommand =
  | Command<'AddAdministrator', { userId: string; userRevision: number }>
  | Command<'RemoveAdministrator', { userId: string; userRevision: number }>;

/** User ids with a revision of their streams. */
export type Administrators = Readonly<{
  present: Readonly<Record<string, number>>;
  gone: Readonly<Record<string, number>>;
}>;

export class LastAdministrator extends defineError(
  'user.last_administrator',
  'conflict',
  'The user is the last active system administrator',
  'Make another system administrator first',
) {}

const without = (users: Readonly<Record<string, number>>, userId: string): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(users).filter(([each]) => each !== userId));

const evolve = (state: Administrators, { type, data }: AdministratorsEvent): Administrators => {
  const { userId, userRevision } = data;
  return type === 'AdministratorAdded'
    ? { ...state, present: { ...state.present, [userId]: userRevision } }
    : { present: without(state.present, userId), gone: { ...state.gone, [userId]: userRevision } };
};

const decide: Decider<Administrators, AdministratorsCommand, AdministratorsEvent>['decide'] = (
  command,
  { present, gone },
  { now },
) => {
  const { userId, userRevision } = command.data;
  const data = { userId, userRevision, at: formatInstant(now) };
  const left = userRevision <= (gone[userId] ?? -1);
  switch (command.type) {
    case 'AddAdministrator':
      // What made this user one is older than the leaving: it came late, and no longer holds.
      return left || Object.hasOwn(present, userId) ? [] : [{ type: 'AdministratorAdded', data }];
    case 'RemoveAdministrator':
      if (Object.keys(without(present, userId)).length === 0) throw new LastAdministrator();
      return left && !Object.hasOwn(present, userId) ? [] : [{ type: 'AdministratorRemoved', data }];
    default:
      return assertNever(command);
  }
};

/**
 * The rules of the set of system administrators. A user leaves the set *before* the change to the user is
 * recorded, at exactly the revision that is named here, and joins it *after*: whoever is in the set is active.
 * A crash between the two leaves somebody out of the set, never a stranger in it.
 */
export const administratorsDecider: Decider<Administrators, AdministratorsCommand, AdministratorsEvent> = {
  initialState: () => ({ present: {}, gone: {} }),
  evolve,
  decide,
};

export const administratorsSchema = currentShapes<AdministratorsEvent>({
  AdministratorAdded: true,
  AdministratorRemoved: true,
});

/** The set of system administrators, in the one stream `administrators-installation`. */
export const administrators = aggregate('administrators', administratorsDecider, administratorsSchema);
