import { type components, dataOf } from '@credstream/sdk';
import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { credstream } from '../api/client.js';
import { useMay } from '../api/use-me.js';
import { DataTable } from '../parts/data-table/data-table.js';
import type { Column } from '../parts/data-table/table-state.js';
import { Page } from '../parts/page.js';
import { When } from '../parts/when.js';
import { webhooks as text } from '../text/webhooks.js';

type Webhook = components['schemas']['WebhookView'];

const columns: readonly Column<Webhook>[] = [
  {
    key: 'url',
    header: text.columns.url,
    cell: ({ id, url }) => (
      <Anchor component={Link} size="sm" to={`/console/webhooks/${id}`}>
        <bdi>{url}</bdi>
      </Anchor>
    ),
  },
  { key: 'types', header: text.columns.types, cell: ({ types }) => text.types(types.length) },
  { key: 'account', header: text.columns.account, cell: ({ account }) => account },
  {
    key: 'createdAt',
    header: text.columns.created,
    cell: ({ createdAt }) => <When at={createdAt} />,
  },
];

export const WebhooksPage = () => {
  const seesAll = useMay('installation.manage');
  return (
    <Page
      title={text.title}
      actions={
        useMay('organization.manage') && (
          <Button component={Link} to="/console/webhooks/new">
            {text.create}
          </Button>
        )
      }
    >
      <DataTable
        name="webhooks"
        nameOf={({ url }) => url}
        label={text.list}
        columns={columns}
        isSearchable={false}
        // An account has few of them; the server answers the whole list.
        read={(_query, signal) =>
          dataOf(
            credstream.GET('/api/v1/webhooks', {
              params: { query: seesAll ? { account: '*' } : {} },
              signal,
            }),
          )
        }
        empty={text.empty}
      />
    </Page>
  );
};
