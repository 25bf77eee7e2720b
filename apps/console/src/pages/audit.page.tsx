import { dataOf } from '@credstream/sdk';
import { Anchor, Button, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { credstream } from '../api/client.js';
import { actorOf, type AuditEvent, followAudit } from '../api/follow.js';
import { DataTable } from '../parts/data-table/data-table.js';
import type { Column } from '../parts/data-table/table-state.js';
import { EntryDialog } from '../parts/entry-dialog.js';
import { Page } from '../parts/page.js';
import { When } from '../parts/when.js';
import { audit } from '../text/audit.js';

const text = audit.columns;

const columnsWith = (onOpen: (event: AuditEvent) => void): readonly Column<AuditEvent>[] => [
  { key: 'time', header: text.time, cell: ({ time }) => <When at={time} /> },
  {
    key: 'summary',
    header: text.summary,
    isWide: true,
    cell: (event) => (
      <Anchor component="button" type="button" size="sm" ta="start" onClick={() => onOpen(event)}>
        <bdi>{event.summary}</bdi>
      </Anchor>
    ),
  },
  { key: 'actor', header: text.actor, cell: (event) => <bdi>{actorOf(event)}</bdi> },
  { key: 'type', header: text.type, cell: ({ type }) => type },
  { key: 'ip', header: text.ip, cell: ({ ip }) => ip },
  { key: 'stream', header: text.subject, isExtra: true, cell: ({ stream }) => stream },
  { key: 'account', header: text.account, isExtra: true, cell: ({ account }) => account },
];

const formats = ['ndjson', 'csv'] as const;
const shownAtMost = 200;

export const AuditPage = () => {
  const [isLive, setLive] = useState(false);
  const [opened, setOpened] = useState<AuditEvent>();
  const {
    rows: _rows,
    columns: _columns,
    sort: _sort,
    ...filters
  }: Record<string, string | undefined> = useSearch({ strict: false });
  const asked = new URLSearchParams(
    Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return (
    <Page
      title={audit.title}
      actions={
        <>
          <Button variant={isLive ? 'filled' : 'default'} onClick={() => setLive(!isLive)}>
            {isLive ? audit.stop : audit.live}
          </Button>
          {formats.map((format) => (
            <Button
              key={format}
              component="a"
              variant="default"
              href={`/api/v1/audit/export?format=${format}${asked.size > 0 ? `&${asked.toString()}` : ''}`}
              download
            >
              {audit.exportAs(format.toUpperCase())}
            </Button>
          ))}
        </>
      }
    >
      <Stack gap="md">
        {isLive && <Live key={asked.toString()} filters={filters} />}
        <DataTable
          name="audit"
          label={audit.list}
          columns={columnsWith(setOpened)}
          nameOf={({ summary }) => summary}
          filters={[
            { key: 'actor', label: audit.filters.actor },
            { key: 'type', label: audit.filters.type },
            { key: 'subject', label: audit.filters.subject },
            { key: 'from', label: audit.filters.from, isTime: true },
            { key: 'to', label: audit.filters.to, isTime: true },
            { key: 'account', label: text.account, isExtra: true },
            { key: 'correlationId', label: audit.entry.correlation, isExtra: true },
            {
              key: 'include',
              label: audit.filters.include,
              options: [{ value: 'bookkeeping', label: audit.filters.bookkeeping }],
              otherwise: audit.filters.withoutBookkeeping,
              isExtra: true,
            },
          ]}
          read={(query, signal) =>
            dataOf(credstream.GET('/api/v1/audit/events', { params: { query: query as never }, signal }))
          }
          empty={audit.empty}
        />
      </Stack>
      {opened && <EntryDialog event={opened} onClose={() => setOpened(undefined)} />}
    </Page>
  );
};

/** New entries, the newest first, while it is shown. */
const Live = ({ filters }: { filters: Readonly<Record<string, string | undefined>> }) => {
  const [events, setEvents] = useState<readonly AuditEvent[]>([]);
  const [state, setState] = useState<'following' | 'interrupted'>('following');
  const key = JSON.stringify(filters);
  useEffect(() => {
    const stopping = new AbortController();
    const query = JSON.parse(key) as typeof filters;
    void followAudit(
      query,
      stopping.signal,
      (event) => setEvents((before) => [event, ...before].slice(0, shownAtMost)),
      setState,
    );
    return () => stopping.abort();
  }, [key]);
  return (
    <Paper withBorder p="md" component="section" aria-label={audit.liveTitle}>
      <Title order={2} size="h4">
        {audit.liveTitle}
      </Title>
      <Text size="sm" role="status">
        {state === 'following' ? audit.following : audit.interrupted}
      </Text>
      <List size="sm" mt="xs" listStyleType="none" aria-live="polite">
        {events.map((event) => (
          <List.Item key={event.id} className="text">
            <When at={event.time} /> · <bdi>{event.summary}</bdi>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
};
