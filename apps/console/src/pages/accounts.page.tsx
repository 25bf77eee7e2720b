import { type components, dataOf } from '@credstream/sdk';
import { Anchor, Button, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { useMay } from '../api/use-me.js';
import { DataTable } from '../parts/data-table/data-table.js';
import type { Column } from '../parts/data-table/table-state.js';
import { FormDialog } from '../parts/form-dialog.js';
import { Page } from '../parts/page.js';
import { fieldProblem } from '../parts/problem.js';
import { StatusBadge } from '../parts/status-badge.js';
import { When } from '../parts/when.js';
import { accounts as text } from '../text/organization.js';

type Row = components['schemas']['AccountView'] & Readonly<{ id: string }>;

const columns: readonly Column<Row>[] = [
  {
    key: 'name',
    header: text.columns.name,
    cell: ({ name }) => (
      <Anchor component={Link} size="sm" to={`/console/accounts/${name}`}>
        {name}
      </Anchor>
    ),
  },
  { key: 'status', header: text.columns.status, cell: ({ status }) => <StatusBadge status={status} /> },
  {
    key: 'createdAt',
    header: text.columns.created,
    cell: ({ createdAt }) => <When at={createdAt} />,
  },
];

export const AccountsPage = () => {
  const mayAdd = useMay('installation.manage');
  const [isAdding, setAdding] = useState(false);
  return (
    <Page
      title={text.title}
      actions={mayAdd && <Button onClick={() => setAdding(true)}>{text.create}</Button>}
    >
      <DataTable
        name="accounts"
        nameOf={({ name }) => name}
        label={text.list}
        columns={columns}
        read={async (query, signal) => {
          const page = await dataOf(
            credstream.GET('/api/v1/accounts', { params: { query: query as never }, signal }),
          );
          return { ...page, items: page.items.map((account) => ({ ...account, id: account.name })) };
        }}
        empty={text.empty}
      />
      {isAdding && <AddAccount onClose={() => setAdding(false)} />}
    </Page>
  );
};

const AddAccount = ({ onClose }: { onClose: () => void }) => {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const add = useCommand(
    (body: { name: string }, headers) => dataOf(credstream.POST('/api/v1/accounts', { body, headers })),
    { onDone: () => void navigate({ to: `/console/accounts/${name}` }) },
  );
  return (
    <FormDialog
      title={text.create}
      action={text.create}
      command={add}
      onSubmit={() => add.run({ name })}
      onClose={onClose}
    >
      <TextInput
        label={text.name}
        description={text.nameHint}
        required
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        error={fieldProblem(add.error, 'name')}
        autoComplete="off"
        data-autofocus
      />
    </FormDialog>
  );
};
