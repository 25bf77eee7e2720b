import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';

/** The headers of a command: repeated with the same input, it is done once. */
export type CommandHeaders = Readonly<{ 'idempotency-key': string }>;

/** How it goes with a command that was sent. */
export type SentCommand = Readonly<{ error: Error | null; isPending: boolean }>;

/**
 * A command of a form. Sent again with the same input after a failure, or by a second click, it has the same
 * Idempotency-Key. Afterwards all that is shown is read again.
 */
export const useCommand = <Input, Data>(
  send: (input: Input, headers: CommandHeaders) => Promise<Data>,
  { onDone }: Readonly<{ onDone?: (data: Data, input: Input) => void }> = {},
) => {
  const client = useQueryClient();
  const last = useRef({ input: '', key: '' });
  const isUnderWay = useRef(false);
  const mutation = useMutation<Data, Error, Input>({
    mutationFn: (input) => {
      const text = JSON.stringify(input) ?? '';
      if (last.current.key === '' || last.current.input !== text) {
        last.current = { input: text, key: crypto.randomUUID() };
      }
      return send(input, { 'idempotency-key': last.current.key });
    },
    onSuccess: (data, input) => {
      last.current = { input: '', key: '' };
      onDone?.(data, input);
      void client.invalidateQueries();
    },
    onSettled: () => {
      isUnderWay.current = false;
    },
  });
  return {
    ...mutation,
    /** Does nothing while the command is under way. */
    run: (input: Input): void => {
      if (isUnderWay.current) return;
      isUnderWay.current = true;
      mutation.mutate(input);
    },
  };
};
