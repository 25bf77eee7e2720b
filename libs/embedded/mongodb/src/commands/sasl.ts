import type { Command } from './command.js';

export const saslStart: Command = (command, { authentication }) =>
  authentication.start(command['mechanism'], command['payload']);

export const saslContinue: Command = (command, { authentication }) =>
  authentication.continue(command['conversationId'], command['payload']);
