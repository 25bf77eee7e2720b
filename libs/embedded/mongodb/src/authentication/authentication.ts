import { Binary } from 'bson';
import { CommandError } from '../errors.js';
import { scramFinal, scramFirst, type ScramStep, type StoredKey } from './scram.js';

export const MECHANISM = 'SCRAM-SHA-256';
const CONVERSATION = 1;

/** What a connection may ask for before it has shown who it is. */
const open = new Set([
  'hello',
  'isMaster',
  'ismaster',
  'ping',
  'buildInfo',
  'buildinfo',
  'connectionStatus',
  'saslStart',
  'saslContinue',
]);

export type SaslReply = Readonly<{ conversationId: number; done: boolean; payload: Binary }>;

const failed = (): CommandError => new CommandError('AuthenticationFailed', 'Authentication failed.');

const textOf = (payload: unknown): string => {
  if (!(payload instanceof Binary)) throw failed();
  return Buffer.from(payload.value()).toString('utf8');
};

/** Who one connection has shown itself to be. */
export class Authentication {
  private step: ScramStep | undefined;
  private user: string | undefined;

  constructor(
    private readonly known: StoredKey,
    private readonly onAuthenticated: () => void,
  ) {}

  /** The name of the user; undefined before the proof. */
  get username(): string | undefined {
    return this.user;
  }

  /** @throws CommandError Unauthorized */
  check(command: string): void {
    if (this.user !== undefined || open.has(command)) return;
    throw new CommandError('Unauthorized', `Command ${command} requires authentication`);
  }

  /** `saslStart`. @throws CommandError AuthenticationFailed, MechanismUnavailable */
  start(mechanism: unknown, payload: unknown): SaslReply {
    this.step = undefined;
    if (mechanism !== MECHANISM) {
      throw new CommandError(
        'MechanismUnavailable',
        `Received authentication for mechanism ${String(mechanism)} which is not enabled`,
      );
    }
    const step = scramFirst(textOf(payload), this.known);
    if (step === undefined) throw failed();
    this.step = step;
    return this.answer(step.reply, false);
  }

  /** `saslContinue`. @throws CommandError AuthenticationFailed */
  continue(conversationId: unknown, payload: unknown): SaslReply {
    const { step } = this;
    this.step = undefined;
    if (step === undefined || conversationId !== CONVERSATION) {
      throw new CommandError('ProtocolError', 'No SASL session state found');
    }
    const proof = scramFinal(textOf(payload), step, this.known);
    if (proof === undefined) throw failed();
    this.user = step.username;
    this.onAuthenticated();
    return this.answer(proof, true);
  }

  private answer(text: string, done: boolean): SaslReply {
    return { conversationId: CONVERSATION, done, payload: new Binary(Buffer.from(text)) };
  }
}
