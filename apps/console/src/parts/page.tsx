import { Group, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { common } from '../text/common.js';

/** A page: its title, which the window has too, and what can be done on it. */
export const Page = ({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) => {
  useEffect(() => {
    document.title = `${title} – ${common.product}`;
  }, [title]);
  return (
    <>
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <Title order={1} size="h2" className="text" tabIndex={-1}>
          {title}
        </Title>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </>
  );
};
