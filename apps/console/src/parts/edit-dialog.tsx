import { Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Revised } from '../api/revision.js';
import { useChange } from '../api/use-change.js';
import type { CommandHeaders } from '../api/use-command.js';
import { common } from '../text/common.js';
import { ChangeProblem, type Labels } from './changed-meanwhile.js';
import { fieldProblem } from './problem.js';

type Fields = Readonly<Record<string, string | number>>;

/** Changes fields of a thing. Only what was typed anew is sent, so that two people can change two fields. */
export const EditDialog = <Value extends object>({
  title,
  thing,
  fields,
  labels,
  read,
  send,
  onClose,
  onGiveUp,
}: {
  title: string;
  /** As it was when the dialog was opened. */
  thing: Revised<Value>;
  fields: readonly Readonly<{
    name: keyof Value & string;
    label: string;
    isRequired?: true;
    isNumber?: true;
  }>[];
  labels: Labels<Value>;
  read: (signal: AbortSignal) => Promise<Revised<Value>>;
  send: (body: Fields, headers: CommandHeaders) => Promise<unknown>;
  onClose: () => void;
  /** Leaves everything as another person made it. */
  onGiveUp: () => void;
}) => {
  const [opened] = useState(thing);
  const before: Fields = Object.fromEntries(
    fields.map(({ name, isNumber }) => [
      name,
      (opened.value[name] ?? (isNumber ? 0 : '')) as string | number,
    ]),
  );
  const [typed, setTyped] = useState(before);
  const change = useChange<Value, Fields, unknown>(send, { onDone: onClose });
  const changes: Fields = Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => value !== before[name]),
  );
  const isWhole = fields.every(({ name, isRequired }) => !isRequired || typed[name] !== '');
  const hasChanges = Object.keys(changes).length > 0;
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': common.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (hasChanges && isWhole) change.run(changes, opened);
        }}
      >
        <Stack gap="sm">
          {fields.map(({ name, label, isRequired = false, isNumber }, at) => {
            const shared = {
              label,
              required: isRequired,
              error: fieldProblem(change.error, name),
              'data-autofocus': at === 0 || undefined,
            };
            const set = (value: string | number) => setTyped({ ...typed, [name]: value });
            return isNumber ? (
              <NumberInput
                key={name}
                {...shared}
                min={0}
                allowDecimal={false}
                value={typed[name] ?? 0}
                onChange={(value) => set(Number(value))}
              />
            ) : (
              <TextInput
                key={name}
                {...shared}
                value={typed[name] ?? ''}
                onChange={({ currentTarget }) => set(currentTarget.value)}
              />
            );
          })}
          <ChangeProblem
            change={change}
            labels={labels}
            yours={changes as Partial<Value>}
            read={read}
            onGiveUp={onGiveUp}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" disabled={!hasChanges || !isWhole} loading={change.isPending}>
              {common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
