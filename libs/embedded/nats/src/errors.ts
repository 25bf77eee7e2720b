/** What `-ERR` says, in nats-server's words: clients compare these texts. */
export const refusals = {
  unknownOperation: 'Unknown Protocol Operation',
  controlLineTooLong: 'maximum control line exceeded',
  payloadTooLarge: 'Maximum Payload Violation',
  unauthorized: 'Authorization Violation',
  authenticationTimeout: 'Authentication Timeout',
  unsupportedProtocol: 'invalid client protocol',
  noRespondersWithoutHeaders: 'no responders requires headers support',
  invalidSubject: 'Invalid Subject',
  invalidPublishSubject: 'Invalid Publish Subject',
  tooManyConnections: 'maximum connections exceeded',
  tooManySubscriptions: 'maximum subscriptions exceeded',
  staleConnection: 'Stale Connection',
} as const;

/**
 * Ends the connection on which it is thrown. `reply` goes to the client as `-ERR` first; without it the
 * connection closes with no word, as nats-server does for arguments that it cannot read.
 */
export class ProtocolViolation extends Error {
  readonly reply: string | undefined;

  constructor(reason: string, reply?: string) {
    super(reason);
    this.name = 'ProtocolViolation';
    this.reply = reply;
  }

  static refused(reply: string): ProtocolViolation {
    return new ProtocolViolation(reply, reply);
  }
}
