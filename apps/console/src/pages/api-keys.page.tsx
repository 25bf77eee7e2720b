import { type components, dataOf } from '@credstream/sdk';
import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { credstream } from '../api/client.js';
import { useMay, useMe } from '../api/use-me.js';
import { type Column, DataTable } from '../parts/data-table.js';
import { Page } from '../parts/page.js';
import { StatusBadge } from '../parts/status-badge.js';
import { When } from '../parts/when.js';
import { apiKeys } from '../text/api-keys.js';

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
        filters={[
          {
            key: 'status',
            label: apiKeys.columns.status,
            options: apiKeys.statuses,
            otherwise: apiKeys.statusActive,
          },
          ...(seesOthers
            ? [
                {
                  key: 'account',
                  label: apiKeys.whose,
                  options: [{ value: account, label: apiKeys.all }],
                  otherwise: apiKeys.mine,
                },
              ]
            : []),
        ]}
        read={(query, signal) =>
          dataOf(credstream.GET('/api/v1/api-keys', { params: { query: query as never }, signal }))
        }
        empty={apiKeys.empty}
      />
    </Page>
  );
};
