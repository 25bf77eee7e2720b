/** How every command ends. 130 is what shells expect after Ctrl-C. */
export const exitCodes = {
  done: 0,
  refused: 1,
  wrongUse: 2,
  serverFailed: 3,
  notSignedIn: 4,
  checkSaidNo: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command cannot be run as it was typed. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

/** There is no such thing, or it could not be done, and the server was not the one to say so. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
}

/** The person did not sign in, or was not let in. */
export class NotSignedIn extends Error {
  override readonly name = 'NotSignedIn';
}

/** The command was ended by Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
