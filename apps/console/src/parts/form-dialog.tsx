import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SentCommand } from '../api/use-command.js';
import { common } from '../text/common.js';
import { Problem } from './problem.js';

/** A short form over the page. */
export const FormDialog = ({
  title,
  action,
  command,
  problem,
  children,
  onSubmit,
  onClose,
}: {
  title: string;
  action: string;
  command: SentCommand;
  /** What is said of a refusal, where that is more than its words. */
  problem?: ReactNode;
  children: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
}) => (
  <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': common.close }}>
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Stack gap="sm">
        {children}
        {problem ?? <Problem error={command.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={command.isPending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  </Modal>
);
