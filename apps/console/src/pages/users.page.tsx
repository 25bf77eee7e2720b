import { type components, dataOf } from '@credstream/sdk';
import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { useMay } from '../api/use-me.js';
import { useAccount, useAccounts } from '../parts/account-select.js';
import { DataTable } from '../parts/data-table/data-table.js';
import type { Column } from '../parts/data-table/table-state.js';
import { FormDialog } from '../parts/form-dialog.js';
import { Page } from '../parts/page.js';
import { fieldProblem } from '../parts/problem.js';
import { RoleFields } from '../parts/role-fields.js';
import { StatusBadge } from '../parts/status-badge.js';
import { When } from '../parts/when.js';
import { users as text } from '../text/organization.js';

type User = components['schemas']['UserView'];

const columns: readonly Column<User>[] = [
  {
    key: 'username',
    header: text.columns.username,
    cell: ({ id, username }) => (
      <Anchor component={Link} size="sm" to={`/console/users/${id}`}>
        <bdi>{username}</bdi>
      </Anchor>
    ),
  },
  { key: 'email', header: text.columns.email, cell: ({ email }) => <bdi>{email}</bdi> },
  { key: 'status', header: text.columns.status, cell: ({ status }) => <StatusBadge status={status} /> },
  {
    key: 'roles',
    header: text.columns.roles,
    cell: ({ roles }) => roles.map(({ role, scope }) => text.roleAt(role, scope)).join(', '),
  },
  {
    key: 'origin',
    header: text.columns.origin,
    isExtra: true,
    cell: ({ origin }) => text.origins[origin] ?? origin,
  },
  { key: 'account', header: text.columns.account, isExtra: true, cell: ({ account }) => account },
  {
    key: 'createdAt',
    header: text.columns.created,
    isExtra: true,
    cell: ({ createdAt }) => <When at={createdAt} />,
  },
];

export const UsersPage = () => {
  const mayManage = useMay('organization.manage');
  const seesAll = useMay('installation.manage');
  const accounts = useAccounts();
  const [isAdding, setAdding] = useState(false);
  return (
    <Page
      title={text.title}
      actions={mayManage && <Button onClick={() => setAdding(true)}>{text.create}</Button>}
    >
      <DataTable
        name="users"
        nameOf={({ username }) => username}
        label={text.list}
        columns={columns}
        filters={
          seesAll
            ? [
                {
                  key: 'account',
                  label: text.columns.account,
                  otherwise: text.allAccounts,
                  options: accounts.map((name) => ({ value: name, label: name })),
                },
              ]
            : []
        }
        read={(query, signal) => {
          const all = { ...(seesAll && { account: '*' }), ...query };
          return dataOf(credstream.GET('/api/v1/users', { params: { query: all as never }, signal }));
        }}
        empty={text.empty}
      />
      {isAdding && <AddUser onClose={() => setAdding(false)} />}
    </Page>
  );
};

const AddUser = ({ onClose }: { onClose: () => void }) => {
  const account = useAccount();
  const navigate = useNavigate();
  const [typed, setTyped] = useState({ username: '', email: '', password: '' });
  const [role, setRole] = useState({ role: '', scope: account });
  const add = useCommand(
    (body: components['schemas']['CreateUser'], headers) =>
      dataOf(credstream.POST('/api/v1/users', { body, headers })),
    { onDone: ({ id }) => void navigate({ to: `/console/users/${id}` }) },
  );
  const { username, email, password } = typed;
  return (
    <FormDialog
      title={text.create}
      action={text.create}
      command={add}
      onSubmit={() =>
        add.run({
          ...{ username, password, account },
          ...(email !== '' && { email }),
          ...(role.role !== '' && { roles: [role as components['schemas']['RoleAtScope']] }),
        })
      }
      onClose={onClose}
    >
      <TextInput
        label={text.columns.username}
        required
        value={username}
        onChange={({ currentTarget: { value } }) => setTyped({ ...typed, username: value })}
        error={fieldProblem(add.error, 'username')}
        autoComplete="off"
        data-autofocus
      />
      <TextInput
        label={text.columns.email}
        type="email"
        value={email}
        onChange={({ currentTarget: { value } }) => setTyped({ ...typed, email: value })}
        error={fieldProblem(add.error, 'email')}
        autoComplete="off"
      />
      <PasswordInput
        label={text.password}
        description={text.passwordHint}
        required
        value={password}
        onChange={({ currentTarget: { value } }) => setTyped({ ...typed, password: value })}
        error={fieldProblem(add.error, 'password')}
        autoComplete="new-password"
      />
      <RoleFields account={account} draft={role} optional onChange={setRole} />
    </FormDialog>
  );
};
