import { Alert, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { type PlainRow, PlainTable } from './plain-table.js';

/** What became of each of several things: a sentence about all of them, then one row for each. */
export const Report = ({
  label,
  summary,
  isWhole,
  headers,
  rows,
  note,
  actions,
}: {
  label: string;
  summary: string;
  /** Nothing was refused or left out. */
  isWhole: boolean;
  headers: readonly string[];
  rows: readonly PlainRow[];
  /** Said below the list. */
  note?: ReactNode;
  actions: ReactNode;
}) => (
  <Stack gap="sm">
    <Alert role="status" color={isWhole ? 'pine' : 'orange'} title={summary} />
    <PlainTable label={label} headers={headers} rows={rows} />
    {note}
    <Group justify="flex-end">{actions}</Group>
  </Stack>
);
