import type { Command, Decider, Event } from '@credstream/domain-kernel';
import { aggregate, assertNever, currentShapes, formatInstant } from '@credstream/domain-kernel';

/** What became of the passwords that were made at random for the first administrator. One stream for the installation. */
export type FirstPasswordEvent =
  /** Said before it becomes the administrator's password; `passwordHash` is the one that the user's stream will have. */
  | Event<'FirstPasswordMade', { passwordHash: string; at: string }>
  /** It was printed where whoever started Credstream reads it. */
  | Event<'FirstPasswordShown', { passwordHash: string; at: string }>;

export type FirstPasswordCommand =
  | Command<'MakeFirstPassword', { passwordHash: string }>
  | Command<'ShowFirstPassword', { passwordHash: string }>;

/** The hashes of the passwords that perhaps nobody has ever seen. */
export type FirstPasswords = Readonly<{ notShown: readonly string[] }>;

const decide: Decider<FirstPasswords, FirstPasswordCommand, FirstPasswordEvent>['decide'] = (
  { type, data: { passwordHash } },
  { notShown },
  { now },
) => {
  const data = { passwordHash, at: formatInstant(now) };
  switch (type) {
    case 'MakeFirstPassword':
      return [{ type: 'FirstPasswordMade', data }];
    case 'ShowFirstPassword':
      return notShown.includes(passwordHash) ? [{ type: 'FirstPasswordShown', data }] : [];
    default:
      return assertNever(type);
  }
};

/** The rules of the first passwords. They know nothing of the user, who may have another one by now. */
export const firstPasswordDecider: Decider<FirstPasswords, FirstPasswordCommand, FirstPasswordEvent> = {
  initialState: () => ({ notShown: [] }),
  evolve: ({ notShown }, { type, data: { passwordHash } }) => {
    const others = notShown.filter((each) => each !== passwordHash);
    return { notShown: type === 'FirstPasswordMade' ? [...others, passwordHash] : others };
  },
  decide,
};

export const firstPasswordSchema = currentShapes<FirstPasswordEvent>({
  FirstPasswordMade: { withheld: ['passwordHash'] },
  FirstPasswordShown: { withheld: ['passwordHash'] },
});

/** The first passwords, in the one stream `firstpassword-installation`. */
export const firstPasswords = aggregate('firstpassword', firstPasswordDecider, firstPasswordSchema);
