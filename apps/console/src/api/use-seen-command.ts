import { unlessChanged } from './revision.js';
import { type CommandHeaders, useCommand } from './use-command.js';

/** A command about a thing as it was seen at a revision: it is refused when somebody has changed that meanwhile. */
export const useSeenCommand = <Input, Data>(
  revision: string | undefined,
  send: (input: Input, headers: CommandHeaders) => Promise<Data>,
  options: Readonly<{ onDone?: (data: Data, input: Input) => void }> = {},
) =>
  useCommand<Input, Data>(
    (input, headers) => send(input, { ...headers, ...unlessChanged(revision) }),
    options,
  );
