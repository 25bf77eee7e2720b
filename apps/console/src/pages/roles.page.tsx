import { type components, dataOf } from '@credstream/sdk';
import { Button, List, Stack, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { useMay } from '../api/use-me.js';
import { useAccount } from '../parts/account-select.js';
import { DataTable } from '../parts/data-table/data-table.js';
import type { Column } from '../parts/data-table/table-state.js';
import { EndRole } from '../parts/end-role.js';
import { FormDialog } from '../parts/form-dialog.js';
import { Page } from '../parts/page.js';
import { Problem } from '../parts/problem.js';
import { RoleFields } from '../parts/role-fields.js';
import { ScopeLink } from '../parts/scope-link.js';
import { Section } from '../parts/section.js';
import { UserLink } from '../parts/user-link.js';
import { When } from '../parts/when.js';
import { roles as text, users } from '../text/organization.js';

type Assignment = components['schemas']['RoleAssignmentView'];

export const RolesPage = () => {
  const mayManage = useMay('organization.manage');
  const seesAll = useMay('installation.manage');
  const [isGranting, setGranting] = useState(false);
  const [ending, setEnding] = useState<Assignment>();
  const columns: readonly Column<Assignment>[] = [
    { key: 'user', header: text.columns.user, cell: ({ userId }) => <UserLink id={userId} /> },
    { key: 'role', header: text.columns.role, cell: ({ role }) => role },
    { key: 'scope', header: text.columns.scope, cell: ({ scope }) => <ScopeLink scope={scope} /> },
    { key: 'grantedAt', header: text.columns.granted, cell: ({ grantedAt }) => <When at={grantedAt} /> },
    ...(mayManage
      ? [
          {
            key: 'end',
            header: text.columns.actions,
            cell: (assignment: Assignment) => (
              <Button
                size="xs"
                variant="default"
                aria-label={users.roles.endOf(assignment.role, assignment.scope)}
                onClick={() => setEnding(assignment)}
              >
                {users.roles.end}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <Page
      title={text.title}
      actions={mayManage && <Button onClick={() => setGranting(true)}>{text.grant}</Button>}
    >
      <Stack gap="lg">
        <DataTable
          name="roles"
          nameOf={({ role, scope }) => users.roleAt(role, scope)}
          label={text.list}
          columns={columns}
          isSearchable={false}
          filters={[{ key: 'scope', label: text.scope }]}
          read={(query, signal) => {
            const all = { ...(seesAll && { account: '*' }), ...query };
            return dataOf(
              credstream.GET('/api/v1/role-assignments', { params: { query: all as never }, signal }),
            );
          }}
          empty={text.empty}
        />
        <WhatRolesAllow />
      </Stack>
      {isGranting && <GrantRole onClose={() => setGranting(false)} />}
      {ending && <EndRole assignment={ending} onClose={() => setEnding(undefined)} />}
    </Page>
  );
};

const WhatRolesAllow = () => {
  const { data, error } = useQuery({
    queryKey: ['roles'],
    queryFn: ({ signal }) => dataOf(credstream.GET('/api/v1/roles', { signal })),
    staleTime: Infinity,
  });
  return (
    <Section title={text.whatTitle}>
      <Problem error={error} />
      <Stack gap="sm">
        {data?.items.map(({ role, permissions }) => (
          <div key={role}>
            <Title order={3} size="h6">
              {role}
            </Title>
            <List size="sm">
              {permissions.map(({ permission, allows }) => (
                <List.Item key={permission}>{allows}</List.Item>
              ))}
            </List>
          </div>
        ))}
      </Stack>
    </Section>
  );
};

const GrantRole = ({ onClose }: { onClose: () => void }) => {
  const account = useAccount();
  const seesAll = useMay('installation.manage');
  const [username, setUsername] = useState('');
  const [draft, setDraft] = useState({ role: 'viewer', scope: account });
  const people = useQuery({
    queryKey: ['people', account, username],
    queryFn: ({ signal }) => {
      const query = { ...(seesAll && { account: '*' }), q: username, limit: 20 };
      return dataOf(credstream.GET('/api/v1/users', { params: { query }, signal }));
    },
    enabled: username !== '',
  });
  const user = people.data?.items.find((each) => each.username === username);
  const grant = useCommand(
    (body: components['schemas']['GrantRole'], headers) =>
      dataOf(credstream.POST('/api/v1/role-assignments', { body, headers })),
    { onDone: onClose },
  );
  const isUnknown = username !== '' && people.isSuccess && !people.isFetching && !user;
  return (
    <FormDialog
      title={text.grant}
      action={text.grant}
      command={grant}
      onSubmit={() => user && grant.run({ userId: user.id, ...draft } as components['schemas']['GrantRole'])}
      onClose={onClose}
    >
      <TextInput
        label={text.user}
        description={text.userHint}
        required
        value={username}
        list="people"
        onChange={({ currentTarget }) => setUsername(currentTarget.value)}
        error={isUnknown && text.unknownUser}
        autoComplete="off"
        data-autofocus
      />
      <Problem error={people.error} />
      <datalist id="people">
        {people.data?.items.map((each) => (
          <option key={each.id} value={each.username} />
        ))}
      </datalist>
      <RoleFields account={account} draft={draft} onChange={setDraft} />
    </FormDialog>
  );
};
