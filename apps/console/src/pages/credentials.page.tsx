import { type components, dataOf } from '@credstream/sdk';
import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { credstream } from '../api/client.js';
import { credentialsInNeed, narrowed } from '../api/needing-attention.js';
import { useMay } from '../api/use-me.js';
import type { BulkAction } from '../parts/data-table/bulk-dialog.js';
import { DataTable } from '../parts/data-table/data-table.js';
import { onlyFilter } from '../parts/data-table/only-filter.js';
import type { Column } from '../parts/data-table/table-state.js';
import { Page } from '../parts/page.js';
import { ScopeLink } from '../parts/scope-link.js';
import { StatusBadge } from '../parts/status-badge.js';
import { When } from '../parts/when.js';
import { common } from '../text/common.js';
import { credentials, providers, typeLabels } from '../text/credentials.js';

type Credential = components['schemas']['CredentialView'];
const text = credentials.columns;

const columns: readonly Column<Credential>[] = [
  {
    key: 'name',
    header: text.name,
    sort: 'name',
    cell: ({ id, name }) => (
      <Anchor component={Link} size="sm" to={`/console/credentials/${id}`}>
        <bdi>{name}</bdi>
      </Anchor>
    ),
  },
  { key: 'type', header: text.type, cell: ({ type }) => typeLabels[type] },
  {
    key: 'provider',
    header: text.provider,
    isExtra: true,
    cell: ({ provider }) => providers[provider].label,
  },
  { key: 'status', header: text.status, cell: ({ status }) => <StatusBadge status={status} /> },
  {
    key: 'attachments',
    header: text.used,
    cell: ({ attachments }) => <bdi>{attachments.map(({ name }) => name).join(', ')}</bdi>,
  },
  { key: 'scope', header: text.scope, cell: ({ scope }) => <ScopeLink scope={scope} /> },
  { key: 'environment', header: text.environment, isExtra: true, cell: ({ environment }) => environment },
  { key: 'createdBy', header: text.by, isExtra: true, cell: ({ createdBy }) => <bdi>{createdBy}</bdi> },
  {
    key: 'createdAt',
    header: text.created,
    sort: 'createdAt',
    cell: ({ createdAt }) => <When at={createdAt} />,
  },
  {
    key: 'updatedAt',
    header: text.changed,
    sort: 'updatedAt',
    isExtra: true,
    cell: ({ updatedAt }) => <When at={updatedAt} />,
  },
  { key: 'expiresAt', header: text.expires, isExtra: true, cell: ({ expiresAt }) => <When at={expiresAt} /> },
  { key: 'lastUsedAt', header: text.read, isExtra: true, cell: ({ lastUsedAt }) => <When at={lastUsedAt} /> },
  {
    key: 'advice',
    header: text.advice,
    cell: ({ advice }) => credentials.adviceCount(advice.length),
  },
  {
    key: 'description',
    header: text.description,
    isExtra: true,
    cell: ({ description }) => <bdi>{description}</bdi>,
  },
];

const actions: readonly BulkAction<Credential>[] = [
  {
    label: common.revoke,
    warning: credentials.bulk.revoke,
    send: ({ id }, headers) =>
      dataOf(
        credstream.POST('/api/v1/credentials/{id}/revoke', { params: { path: { id } }, body: {}, headers }),
      ),
  },
  {
    label: common.delete,
    warning: credentials.bulk.remove,
    confirmation: credentials.bulk.removeWords,
    send: ({ id }, headers) =>
      dataOf(credstream.DELETE('/api/v1/credentials/{id}', { params: { path: { id } }, headers })),
  },
];

const options = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

export const CredentialsPage = () => {
  const mayAdd = useMay('credential.write');
  return (
    <Page
      title={credentials.title}
      actions={
        mayAdd && (
          <>
            <Button component={Link} to="/console/credentials/import" variant="default">
              {credentials.importing.title}
            </Button>
            <Button component={Link} to="/console/credentials/new">
              {credentials.create}
            </Button>
          </>
        )
      }
    >
      <DataTable
        name="credentials"
        label={credentials.list}
        columns={columns}
        nameOf={({ name }) => name}
        actions={mayAdd ? actions : []}
        filters={[
          {
            key: 'type',
            label: text.type,
            options: Object.entries(typeLabels).map(([value, label]) => ({ value, label })),
          },
          {
            key: 'status',
            label: text.status,
            options: options(['ok', 'none', 'issues', 'expired', 'revoked']),
          },
          { key: 'scope', label: text.scope },
          onlyFilter(credentials.needs),
          {
            key: 'provider',
            label: text.provider,
            options: Object.entries(providers).map(([value, { label }]) => ({ value, label })),
            isExtra: true,
          },
          { key: 'environment', label: text.environment, isExtra: true },
          { key: 'createdBy', label: text.by, isExtra: true },
          { key: 'attachedTo', label: text.used, isExtra: true },
        ]}
        read={({ only, cursor: from, ...query }, signal) =>
          narrowed(credentialsInNeed, only, from, (cursor) =>
            dataOf(
              credstream.GET('/api/v1/credentials', {
                params: { query: { ...query, cursor } as never },
                signal,
              }),
            ),
          )
        }
        empty={credentials.empty}
      />
    </Page>
  );
};
