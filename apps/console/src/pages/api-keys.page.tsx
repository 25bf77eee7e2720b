import { type components, dataOf } from '@credstream/sdk';
import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { credstream } from '../api/client.js';
import { apiKeysInNeed, narrowed } from '../api/needing-attention.js';
import { useMay, useMe } from '../api/use-me.js';
import type { BulkAction } from '../parts/data-table/bulk-dialog.js';
import { DataTable } from '../parts/data-table/data-table.js';
import { onlyFilter } from '../parts/data-table/only-filter.js';
import type { Column } from '../parts/data-table/table-state.js';
import { Page } from '../parts/page.js';
import { StatusBadge } from '../parts/status-badge.js';
import { When } from '../parts/when.js';
import { apiKeys } from '../text/api-keys.js';
import { common } from '../text/common.js';

type ApiKey = components['schemas']['ApiKeyView'];

const columns: readonly Column<ApiKey>[] = [
  {
    key: 'name',
    header: apiKeys.columns.name,
    sort: 'name',
    cell: ({ id, name }) => (
      <Anchor component={Link} size="sm" to={`/console/api-keys/${id}`}>
        <bdi>{name}</bdi>
      </Anchor>
    ),
  },
  { key: 'status', header: apiKeys.columns.status, cell: ({ status }) => <StatusBadge status={status} /> },
  { key: 'owner', header: apiKeys.columns.owner, cell: ({ username }) => <bdi>{username}</bdi> },
  {
    key: 'createdAt',
    header: apiKeys.columns.created,
    sort: 'createdAt',
    cell: ({ createdAt }) => <When at={createdAt} />,
  },
  {
    key: 'expiresAt',
    header: apiKeys.columns.expires,
    sort: 'expiresAt',
    cell: ({ expiresAt }) => <When at={expiresAt} />,
  },
  {
    key: 'lastUsedAt',
    header: apiKeys.columns.used,
    cell: ({ lastUsedAt }) => <When at={lastUsedAt} />,
  },
  {
    key: 'lastUsedFrom',
    header: apiKeys.columns.from,
    isExtra: true,
    cell: ({ lastUsedFrom }) => lastUsedFrom,
  },
  { key: 'useCount', header: apiKeys.columns.uses, isExtra: true, cell: ({ useCount = 0 }) => useCount },
  { key: 'hint', header: apiKeys.columns.hint, isExtra: true, cell: ({ hint }) => hint },
  {
    key: 'description',
    header: apiKeys.columns.description,
    isExtra: true,
    cell: ({ description }) => <bdi>{description}</bdi>,
  },
];

const actions: readonly BulkAction<ApiKey>[] = [
  {
    label: common.revoke,
    warning: apiKeys.bulk.revoke,
    send: ({ id }, headers) =>
      dataOf(
        credstream.POST('/api/v1/api-keys/{id}/revoke', { params: { path: { id } }, body: {}, headers }),
      ),
  },
  {
    label: common.delete,
    warning: apiKeys.bulk.remove,
    confirmation: apiKeys.bulk.removeWords,
    send: ({ id }, headers) =>
      dataOf(credstream.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } }, headers })),
  },
];

export const ApiKeysPage = () => {
  const { account } = useMe();
  const seesOthers = useMay('apikey.read');
  const create = (
    <Button component={Link} to="/console/api-keys/new">
      {apiKeys.create}
    </Button>
  );
  return (
    <Page title={apiKeys.title} actions={create}>
      <DataTable
        name="api-keys"
        label={apiKeys.list}
        columns={columns}
        nameOf={({ name }) => name}
        actions={actions}
        filters={[
          {
            key: 'status',
            label: apiKeys.columns.status,
            options: apiKeys.statuses,
            otherwise: apiKeys.statusActive,
          },
          onlyFilter(apiKeys.needs),
          ...(seesOthers
            ? [
                {
                  key: 'account',
                  label: apiKeys.whose,
                  options: [{ value: account, label: apiKeys.all }],
                  otherwise: apiKeys.mine,
                },
                { key: 'userId', label: apiKeys.userId, isExtra: true } as const,
              ]
            : []),
        ]}
        read={({ only, cursor: from, ...query }, signal) =>
          narrowed(apiKeysInNeed, only, from, (cursor) =>
            dataOf(
              credstream.GET('/api/v1/api-keys', {
                params: { query: { ...query, cursor } as never },
                signal,
              }),
            ),
          )
        }
        empty={apiKeys.empty}
      />
    </Page>
  );
};
