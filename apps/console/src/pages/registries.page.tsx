import { type components, dataOf } from '@credstream/sdk';
import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { credstream } from '../api/client.js';
import { useMay } from '../api/use-me.js';
import { DataTable } from '../parts/data-table/data-table.js';
import type { Column } from '../parts/data-table/table-state.js';
import { Page } from '../parts/page.js';
import { ScopeLink } from '../parts/scope-link.js';
import { When } from '../parts/when.js';
import { registries } from '../text/registries.js';

type Registry = components['schemas']['RegistryView'];
const text = registries.columns;

const columns: readonly Column<Registry>[] = [
  {
    key: 'name',
    header: text.name,
    sort: 'name',
    cell: ({ id, name }) => (
      <Anchor component={Link} size="sm" to={`/console/registries/${id}`}>
        <bdi>{name}</bdi>
      </Anchor>
    ),
  },
  { key: 'hostname', header: text.hostname, cell: ({ hostname }) => hostname },
  { key: 'service', header: text.service, cell: ({ service }) => service },
  { key: 'scope', header: text.scope, cell: ({ scope }) => <ScopeLink scope={scope} /> },
  { key: 'tokenMode', header: text.mode, isExtra: true, cell: ({ tokenMode }) => tokenMode },
  {
    key: 'createdAt',
    header: text.created,
    sort: 'createdAt',
    cell: ({ createdAt }) => <When at={createdAt} />,
  },
];

export const RegistriesPage = () => (
  <Page
    title={registries.title}
    actions={
      useMay('organization.manage') && (
        <Button component={Link} to="/console/registries/new">
          {registries.create}
        </Button>
      )
    }
  >
    <DataTable
      name="registries"
      label={registries.list}
      columns={columns}
      nameOf={({ name }) => name}
      read={(query, signal) =>
        dataOf(credstream.GET('/api/v1/registries', { params: { query: query as never }, signal }))
      }
      empty={registries.empty}
    />
  </Page>
);
