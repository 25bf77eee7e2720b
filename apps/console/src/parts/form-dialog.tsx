import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { common } from '../text/common.js';
import { Problem } from './problem.js';

/** A short form over the page. */
export const FormDialog = ({
  title,
  action,
  error,
  isPending,
  children,
  onSubmit,
  onClose,
  onReload,
}: {
  title: string;
  action: string;
  error: Error | null;
  isPending: boolean;
  children: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
  onReload?: () => void;
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
        <Problem error={error} onReload={onReload} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={isPending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  </Modal>
);
