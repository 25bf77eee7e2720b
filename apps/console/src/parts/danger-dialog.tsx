import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { SentCommand } from '../api/use-command.js';
import { common } from '../text/common.js';
import { Problem } from './problem.js';

/** Asks before something that cannot be undone. With a name, that has to be typed. */
export const DangerDialog = ({
  title,
  action,
  name,
  command,
  problem,
  children,
  onConfirm,
  onClose,
}: {
  title: string;
  action: string;
  name?: string;
  command: SentCommand;
  /** What is said of a refusal, where that is more than its words. */
  problem?: ReactNode;
  children: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}) => {
  const [typed, setTyped] = useState('');
  const isConfirmed = name === undefined || typed === name;
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': common.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isConfirmed) onConfirm();
        }}
      >
        <Stack gap="sm">
          {children}
          {name !== undefined && (
            <TextInput
              label={common.typeName(name)}
              labelProps={{ className: 'text' }}
              value={typed}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
          )}
          {problem ?? <Problem error={command.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" color="red" disabled={!isConfirmed} loading={command.isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};

export const DangerText = ({ children }: { children: ReactNode }) => <Text size="sm">{children}</Text>;
