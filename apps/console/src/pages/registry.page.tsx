import { type components, dataOf } from '@credstream/sdk';
import { Anchor, Button, Code, Group, Paper, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { withRevision } from '../api/revision.js';
import { useChange } from '../api/use-change.js';
import { useMay } from '../api/use-me.js';
import { ChangeProblem, type Labels } from '../parts/changed-meanwhile.js';
import { CopyButton } from '../parts/copy-button.js';
import { DangerDialog, DangerText } from '../parts/danger-dialog.js';
import type { BulkAction } from '../parts/data-table/bulk-dialog.js';
import { DataTable } from '../parts/data-table/data-table.js';
import type { Column } from '../parts/data-table/table-state.js';
import { Facts } from '../parts/facts.js';
import { Page } from '../parts/page.js';
import { Problem } from '../parts/problem.js';
import { StatusBadge } from '../parts/status-badge.js';
import { When } from '../parts/when.js';
import { common } from '../text/common.js';
import { registries } from '../text/registries.js';

type Token = components['schemas']['TokenView'];
type Registry = components['schemas']['RegistryView'];
const text = registries.tokens;

/** The fields by which two versions of a registry are compared. */
const labels: Labels<Registry> = {
  name: registries.columns.name,
  hostname: registries.columns.hostname,
  service: registries.columns.service,
  tokenMode: registries.columns.mode,
  projects: registries.columns.projects,
  ipAllowList: registries.columns.addresses,
  anonymousPull: registries.columns.anonymousPull,
};

const columns: readonly Column<Token>[] = [
  {
    key: 'name',
    header: text.columns.name,
    sort: 'name',
    cell: ({ registryId, id, username }) => (
      <Anchor component={Link} size="sm" to={`/console/registries/${registryId}/tokens/${id}`}>
        <bdi>{username}</bdi>
      </Anchor>
    ),
  },
  { key: 'status', header: text.columns.status, cell: ({ status }) => <StatusBadge status={status} /> },
  {
    key: 'scopes',
    header: text.columns.scopes,
    isWide: true,
    cell: ({ scopes }) => scopes.map(({ name, actions }) => `${name}: ${actions.join(', ')}`).join('; '),
  },
  {
    key: 'expiresAt',
    header: text.columns.expires,
    cell: ({ expiresAt }) => <When at={expiresAt} otherwise={text.neverExpires} />,
  },
  {
    key: 'createdAt',
    header: text.columns.created,
    sort: 'createdAt',
    isExtra: true,
    cell: ({ createdAt }) => <When at={createdAt} />,
  },
  { key: 'hint', header: text.columns.hint, isExtra: true, cell: ({ hint }) => hint },
];

const robotColumn: Column<Token> = {
  key: 'project',
  header: text.columns.project,
  cell: ({ project }) => <bdi>{project ?? text.wholeRegistry}</bdi>,
};
const kinds = ['token', 'robot'] as const;

const pathOf = ({ registryId, id }: Token) => ({ params: { path: { registryId, id } } });
const actions: readonly BulkAction<Token>[] = [
  {
    label: registries.token.disable,
    warning: text.bulk.disable,
    send: (token, headers) =>
      dataOf(
        credstream.PATCH('/api/v1/registries/{registryId}/tokens/{id}', {
          ...pathOf(token),
          body: { status: 'disabled' },
          headers,
        }),
      ),
  },
  {
    label: common.revoke,
    warning: text.bulk.revoke,
    send: (token, headers) =>
      dataOf(
        credstream.POST('/api/v1/registries/{registryId}/tokens/{id}/revoke', {
          ...pathOf(token),
          body: {},
          headers,
        }),
      ),
  },
  {
    label: common.delete,
    warning: text.bulk.remove,
    confirmation: text.bulk.removeWords,
    send: (token, headers) =>
      dataOf(credstream.DELETE('/api/v1/registries/{registryId}/tokens/{id}', { ...pathOf(token), headers })),
  },
];

/** The tokens and the robot accounts of a registry; which of the two stands in the address. */
const Tokens = ({ registryId, mayChange }: { registryId: string; mayChange: boolean }) => {
  const search: Record<string, string | undefined> = useSearch({ strict: false });
  const navigate = useNavigate();
  const kind = kinds.find((each) => each === search['kind']) ?? 'token';
  return (
    <Tabs value={kind} onChange={(chosen) => void navigate({ to: '.', search: { kind: chosen ?? 'token' } })}>
      <Tabs.List mb="sm">
        {kinds.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {text.tabs[each]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={kind}>
        <DataTable
          key={kind}
          name={`${kind}s-${registryId}`}
          label={text.lists[kind]}
          columns={kind === 'robot' ? [...columns, robotColumn] : columns}
          nameOf={({ username }) => username}
          actions={mayChange ? actions : []}
          read={(query, signal) =>
            dataOf(
              credstream.GET('/api/v1/registries/{registryId}/tokens', {
                params: { path: { registryId }, query: { ...query, kind } as never },
                signal,
              }),
            )
          }
          empty={text.empties[kind]}
        />
      </Tabs.Panel>
    </Tabs>
  );
};

export const RegistryPage = () => {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const navigate = useNavigate();
  const mayManage = useMay('organization.manage');
  const mayCreate = useMay('credential.write');
  const params = { path: { id } };
  const read = (signal: AbortSignal) =>
    withRevision(credstream.GET('/api/v1/registries/{id}', { params, signal }));
  const found = useQuery({ queryKey: ['registry', id], queryFn: ({ signal }) => read(signal) });
  const trust = useQuery({
    queryKey: ['registry-trust', id],
    queryFn: ({ signal }) =>
      dataOf(
        credstream.GET('/api/v1/registries/{registryId}/trust', {
          params: { path: { registryId: id }, query: { format: 'config' } },
          parseAs: 'text',
          signal,
        }),
      ),
  });
  const [isDeleting, setDeleting] = useState(false);
  const remove = useChange<Registry, null, unknown>(
    (_, headers) => dataOf(credstream.DELETE('/api/v1/registries/{id}', { params, headers })),
    { onDone: () => void navigate({ to: '/console/registries' }) },
  );
  if (!found.data)
    return (
      <Page title={registries.title}>
        <Problem error={found.error} />
        {found.isPending && <Skeleton height={200} />}
      </Page>
    );
  const seen = found.data;
  const registry = seen.value;
  const config = typeof trust.data === 'string' ? trust.data : undefined;
  return (
    <Page
      title={registry.name}
      actions={
        <>
          {mayCreate && (
            <Button component={Link} to={`/console/registries/${id}/tokens/new`}>
              {text.create}
            </Button>
          )}
          {mayManage && (
            <Button color="red" variant="outline" onClick={() => setDeleting(true)}>
              {common.delete}
            </Button>
          )}
        </>
      }
    >
      <Stack gap="md">
        <Facts
          facts={[
            [registries.columns.hostname, registry.hostname],
            [registries.columns.service, registry.service],
            [registries.columns.scope, registry.scope],
            [registries.columns.mode, registry.tokenMode],
            [registries.columns.created, <When key="created" at={registry.createdAt} />],
          ]}
        />
        <div>
          <Title order={2} size="h4" mb="sm">
            {text.title}
          </Title>
          <Tokens registryId={id} mayChange={mayCreate} />
        </div>
        {config !== undefined && (
          <Paper withBorder p="md" component="section">
            <Group justify="space-between" mb="sm">
              <Title order={2} size="h4">
                {registries.trustTitle}
              </Title>
              <CopyButton text={config} label={registries.trustConfig} />
            </Group>
            <Text size="sm" mb="sm">
              {registries.trustText}{' '}
              <Anchor
                underline="always"
                href={`/api/v1/registries/${id}/trust?format=pem`}
                download={`${registry.name}.pem`}
              >
                {registries.trustPem}
              </Anchor>
            </Text>
            <Code block tabIndex={0} className="secret" aria-label={registries.trustConfig} role="region">
              {config}
            </Code>
          </Paper>
        )}
      </Stack>
      {isDeleting && (
        <DangerDialog
          title={registries.remove.title(registry.name)}
          action={common.delete}
          name={registry.name}
          command={remove}
          problem={
            <ChangeProblem
              change={remove}
              labels={labels}
              read={read}
              onGiveUp={() => {
                remove.reset();
                setDeleting(false);
                void found.refetch();
              }}
            />
          }
          onConfirm={() => remove.run(null, seen)}
          onClose={() => setDeleting(false)}
        >
          <DangerText>{registries.remove.text}</DangerText>
        </DangerDialog>
      )}
    </Page>
  );
};
