import { CredstreamProblem } from '@credstream/sdk';
import { type Revised, unlessChanged } from './revision.js';
import { type CommandHeaders, useCommand } from './use-command.js';

type Sent<Value, Input> = Readonly<{ input: Input; seen: Revised<Value> }>;

/**
 * A command about a thing as it was looked at. When somebody has changed that meanwhile, it is refused; `goOn` sends it
 * again, about the thing as it is now.
 */
export const useChange = <Value, Input, Data>(
  send: (input: Input, headers: CommandHeaders) => Promise<Data>,
  options: Readonly<{ onDone?: (data: Data) => void }> = {},
) => {
  const command = useCommand<Sent<Value, Input>, Data>(
    ({ input, seen }, headers) => send(input, { ...headers, ...unlessChanged(seen.revision) }),
    options,
  );
  const { error, variables } = command;
  const isChanged = error instanceof CredstreamProblem && error.code === 'request.precondition_failed';
  return {
    isPending: command.isPending,
    reset: command.reset,
    /** A refusal for another reason. */
    error: isChanged ? null : error,
    /** What was looked at, when that is not as it was any more. */
    changed: isChanged ? variables?.seen.value : undefined,
    run: (input: Input, seen: Revised<Value>): void => command.run({ input, seen }),
    goOn: (now: Revised<Value>): void => {
      if (variables) command.run({ input: variables.input, seen: now });
    },
  };
};
