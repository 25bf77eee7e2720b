import { Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A part of a page, with its own heading and what can be done with it. */
export const Section = ({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) => (
  <Paper withBorder p="md" component="section">
    <Group justify="space-between" align="flex-start" mb="sm" gap="sm">
      <Title order={2} size="h4" className="text">
        {title}
      </Title>
      {actions && <Group gap="xs">{actions}</Group>}
    </Group>
    {children}
  </Paper>
);
