import { type components, dataOf } from '@credstream/sdk';
import { Alert, Button, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { type Revised, withRevision } from '../api/revision.js';
import { useChange } from '../api/use-change.js';
import { useCommand } from '../api/use-command.js';
import { useMay } from '../api/use-me.js';
import { ChangeProblem, type Changing, type Labels } from '../parts/changed-meanwhile.js';
import { DangerDialog, DangerText } from '../parts/danger-dialog.js';
import { DataTable } from '../parts/data-table/data-table.js';
import type { Column } from '../parts/data-table/table-state.js';
import { Facts } from '../parts/facts.js';
import { FormDialog } from '../parts/form-dialog.js';
import { Page } from '../parts/page.js';
import { fieldProblem, Problem } from '../parts/problem.js';
import { StatusBadge } from '../parts/status-badge.js';
import { TypesField } from '../parts/types-field.js';
import { When } from '../parts/when.js';
import { common } from '../text/common.js';
import { webhooks as text } from '../text/webhooks.js';

type Webhook = components['schemas']['WebhookView'];
type Delivery = components['schemas']['WebhookDeliveryView'] & Readonly<{ id: string }>;
type WebhookFields = { url: string; types: string[] };
type Of = { found: Revised<Webhook>; changing: Changing<Webhook>; onClose: () => void };

/** The fields by which two versions of a webhook are compared. */
const labels: Labels<Webhook> = { url: text.url, types: text.columns.types };

export const WebhookPage = () => {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const mayManage = useMay('organization.manage');
  const params = { path: { id } };
  const read = (signal: AbortSignal) =>
    withRevision(credstream.GET('/api/v1/webhooks/{id}', { params, signal }));
  const found = useQuery({ queryKey: ['webhook', id], queryFn: ({ signal }) => read(signal) });
  const [dialog, setDialog] = useState<'edit' | 'delete'>();
  const close = () => setDialog(undefined);
  const test = useCommand((_: null, headers) =>
    dataOf(credstream.POST('/api/v1/webhooks/{id}/test', { params, headers })),
  );
  if (!found.data)
    return (
      <Page title={text.title}>
        <Problem error={found.error} />
        {found.isPending && <Skeleton height={200} />}
      </Page>
    );
  const { url, types, account, createdAt } = found.data.value;
  const onGiveUp = () => void found.refetch().then(close);
  const of = { found: found.data, changing: { labels, read, onGiveUp }, onClose: close };
  return (
    <Page
      title={url}
      actions={
        mayManage && (
          <>
            <Button onClick={() => test.run(null)} loading={test.isPending}>
              {text.test}
            </Button>
            <Button variant="default" onClick={() => setDialog('edit')}>
              {text.edit}
            </Button>
            <Button color="red" variant="outline" onClick={() => setDialog('delete')}>
              {common.delete}
            </Button>
          </>
        )
      }
    >
      <Stack gap="md">
        <Problem error={test.error} />
        {test.data && (
          <Alert role="status" color={test.data.status === 'delivered' ? 'pine' : 'yellow'}>
            {text.tested[test.data.status] ?? test.data.status}
            {test.data.error !== undefined && <Text size="sm">{test.data.error}</Text>}
          </Alert>
        )}
        <Facts
          facts={[
            [text.columns.types, types.join(', ')],
            [text.columns.account, account],
            [text.columns.created, <When key="created" at={createdAt} />],
          ]}
        />
        <div>
          <Title order={2} size="h4" mb="sm">
            {text.deliveries.title}
          </Title>
          <Deliveries id={id} />
        </div>
      </Stack>
      {dialog === 'edit' && <EditWebhook {...of} />}
      {dialog === 'delete' && <DeleteWebhook {...of} />}
    </Page>
  );
};

const Deliveries = ({ id }: { id: string }) => {
  const mayManage = useMay('organization.manage');
  const { columns: headers, ...words } = text.deliveries;
  const redeliver = useCommand((eventId: string, commandHeaders) =>
    dataOf(
      credstream.POST('/api/v1/webhooks/{id}/deliveries/{eventId}/redeliver', {
        params: { path: { id, eventId } },
        headers: commandHeaders,
      }),
    ),
  );
  const columns: readonly Column<Delivery>[] = [
    { key: 'type', header: headers.type, cell: ({ type }) => type },
    { key: 'status', header: headers.status, cell: ({ status }) => <StatusBadge status={status} /> },
    { key: 'at', header: headers.at, cell: ({ at }) => <When at={at} /> },
    { key: 'attempts', header: headers.attempts, cell: ({ attempts }) => attempts },
    { key: 'settledAt', header: headers.settled, cell: ({ settledAt }) => <When at={settledAt} /> },
    { key: 'error', header: headers.error, cell: ({ error }) => <bdi>{error}</bdi> },
    ...(mayManage
      ? [
          {
            key: 'redeliver',
            header: headers.actions,
            cell: ({ eventId, type, status }: Delivery) =>
              status === 'abandoned' && (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={words.redeliverOf(type)}
                  loading={redeliver.isPending && redeliver.variables === eventId}
                  disabled={redeliver.isPending}
                  onClick={() => redeliver.run(eventId)}
                >
                  {words.redeliver}
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <Stack gap="sm">
      <Problem error={redeliver.error} />
      <DataTable
        name={`deliveries-${id}`}
        nameOf={({ type }) => type}
        label={words.list}
        columns={columns}
        isSearchable={false}
        filters={[
          {
            key: 'status',
            label: headers.status,
            options: words.statuses.map((value) => ({ value, label: value })),
          },
        ]}
        read={async (query, signal) => {
          const page = await dataOf(
            credstream.GET('/api/v1/webhooks/{id}/deliveries', {
              params: { path: { id }, query: query as never },
              signal,
            }),
          );
          return { ...page, items: page.items.map((delivery) => ({ ...delivery, id: delivery.eventId })) };
        }}
        empty={words.empty}
      />
    </Stack>
  );
};

const EditWebhook = ({ found, changing, onClose }: Of) => {
  const [opened] = useState(found);
  const { value } = opened;
  const [url, setUrl] = useState(value.url);
  const [types, setTypes] = useState<readonly string[]>(value.types);
  const typed = { url, types: [...types] };
  const edit = useChange<Webhook, WebhookFields, unknown>(
    (body, headers) =>
      dataOf(
        credstream.PATCH('/api/v1/webhooks/{id}', {
          params: { path: { id: value.id } },
          body,
          headers,
        }),
      ),
    { onDone: onClose },
  );
  return (
    <FormDialog
      title={text.edit}
      action={common.save}
      command={edit}
      problem={<ChangeProblem change={edit} yours={typed} {...changing} />}
      onSubmit={() => edit.run(typed, opened)}
      onClose={onClose}
    >
      <TextInput
        label={text.url}
        description={text.urlHint}
        type="url"
        required
        value={url}
        onChange={({ currentTarget }) => setUrl(currentTarget.value)}
        error={fieldProblem(edit.error, 'url')}
        autoComplete="off"
      />
      <TypesField chosen={types} onChange={setTypes} />
    </FormDialog>
  );
};

const DeleteWebhook = ({ found, changing, onClose }: Of) => {
  const { value } = found;
  const navigate = useNavigate();
  const remove = useChange<Webhook, null, unknown>(
    (_, headers) =>
      dataOf(
        credstream.DELETE('/api/v1/webhooks/{id}', {
          params: { path: { id: value.id } },
          headers,
        }),
      ),
    { onDone: () => void navigate({ to: '/console/webhooks' }) },
  );
  return (
    <DangerDialog
      title={text.remove.title}
      action={common.delete}
      name={value.url}
      command={remove}
      problem={<ChangeProblem change={remove} {...changing} />}
      onConfirm={() => remove.run(null, found)}
      onClose={onClose}
    >
      <DangerText>{text.remove.text}</DangerText>
    </DangerDialog>
  );
};
