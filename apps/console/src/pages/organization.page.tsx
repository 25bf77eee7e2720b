import { dataOf } from '@credstream/sdk';
import { Alert, Anchor, Button, Group, NativeSelect, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { type ScopeNode, useScopeTree } from '../api/use-account-scopes.js';
import { useCommand } from '../api/use-command.js';
import { useMay } from '../api/use-me.js';
import { AccountSelect, useAccount } from '../parts/account-select.js';
import { DangerDialog, DangerText } from '../parts/danger-dialog.js';
import { FormDialog } from '../parts/form-dialog.js';
import { Page } from '../parts/page.js';
import { PlainTable } from '../parts/plain-table.js';
import { fieldProblem, Problem } from '../parts/problem.js';
import { ScopeTree } from '../parts/scope-tree.js';
import { Section } from '../parts/section.js';
import { UserLink } from '../parts/user-link.js';
import { common } from '../text/common.js';
import { organization as text, roles } from '../text/organization.js';

const nodeAt = (node: ScopeNode, path: string): ScopeNode | undefined =>
  node.path === path
    ? node
    : node.children.map((child) => nodeAt(child, path)).find((found) => found !== undefined);

export const OrganizationPage = () => {
  const account = useAccount();
  const { scope }: { scope?: string } = useSearch({ strict: false });
  const tree = useScopeTree(account);
  const chosen = scope ?? account;
  const node = tree.data && nodeAt(tree.data, chosen);
  return (
    <Page title={text.title}>
      <Stack gap="md">
        <AccountSelect />
        <Text size="sm">{text.about}</Text>
        <Problem error={tree.error} />
        {tree.isPending && <Skeleton height={120} />}
        {tree.data && <ScopeTree root={tree.data} chosen={chosen} />}
        {tree.data && !node && <Alert color="yellow">{text.unknown}</Alert>}
        {node && <ChosenScope key={node.path} node={node} />}
      </Stack>
    </Page>
  );
};

const ChosenScope = ({ node: { path, kind } }: { node: ScopeNode }) => {
  const mayManage = useMay('organization.manage');
  const [dialog, setDialog] = useState<'add' | 'move' | 'delete'>();
  const close = () => setDialog(undefined);
  const granted = useQuery({
    queryKey: ['roles-at', path],
    queryFn: ({ signal }) => {
      const query = { scope: path, account: path.split('/', 1)[0] ?? '', limit: 200 };
      return dataOf(credstream.GET('/api/v1/role-assignments', { params: { query }, signal }));
    },
  });
  return (
    <Section
      title={text.chosen(path)}
      actions={
        mayManage && (
          <>
            {kind !== 'project' && <Button onClick={() => setDialog('add')}>{text.add}</Button>}
            {kind !== 'account' && (
              <>
                <Button variant="default" onClick={() => setDialog('move')}>
                  {text.move}
                </Button>
                <Button color="red" variant="outline" onClick={() => setDialog('delete')}>
                  {common.delete}
                </Button>
              </>
            )}
          </>
        )
      }
    >
      <Stack gap="sm">
        <Group gap="md">
          <Text size="sm">{text.kinds[kind]}</Text>
          <Anchor component={Link} size="sm" to="/console/credentials" search={{ scope: path } as never}>
            {text.credentialsHere}
          </Anchor>
          <Anchor component={Link} size="sm" to="/console/roles" search={{ scope: path } as never}>
            {text.rolesHere}
          </Anchor>
        </Group>
        <Problem error={granted.error} />
        {granted.data?.items.length === 0 && <Text size="sm">{text.noRoles}</Text>}
        {granted.data && granted.data.items.length > 0 && (
          <PlainTable
            label={text.rolesHere}
            headers={[roles.columns.user, roles.columns.role]}
            rows={granted.data.items.map(({ id, userId, role }) => ({
              key: id,
              cells: [<UserLink key="user" id={userId} />, role],
            }))}
          />
        )}
      </Stack>
      {dialog === 'add' && <AddScope above={path} aboveKind={kind} onClose={close} />}
      {dialog === 'move' && <MoveScope path={path} onClose={close} />}
      {dialog === 'delete' && <DeleteScope path={path} onClose={close} />}
    </Section>
  );
};

/** They nest in this order. */
const kinds = ['account', 'cluster', 'department', 'project'];

const AddScope = ({
  above,
  aboveKind,
  onClose,
}: {
  above: string;
  aboveKind: string;
  onClose: () => void;
}) => {
  const below = kinds.slice(kinds.indexOf(aboveKind) + 1);
  const [name, setName] = useState('');
  const [kind, setKind] = useState(below.at(-1) ?? '');
  const add = useCommand(
    (body: { path: string; kind: string }, headers) =>
      dataOf(credstream.POST('/api/v1/scopes', { body, headers })),
    { onDone: onClose },
  );
  return (
    <FormDialog
      title={text.addTitle(above)}
      action={text.add}
      command={add}
      onSubmit={() => add.run({ path: `${above}/${name}`, kind })}
      onClose={onClose}
    >
      <NativeSelect
        label={text.kind}
        description={text.kindHint}
        value={kind}
        data={below.map((value) => ({ value, label: text.kinds[value] ?? value }))}
        onChange={({ currentTarget }) => setKind(currentTarget.value)}
      />
      <TextInput
        label={text.name}
        description={text.nameHint}
        required
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        error={fieldProblem(add.error, 'path')}
        autoComplete="off"
        data-autofocus
      />
    </FormDialog>
  );
};

const useOpenScope = () => {
  const navigate = useNavigate();
  return (scope: string) => void navigate({ to: '/console/organization', search: { scope } });
};

const MoveScope = ({ path, onClose }: { path: string; onClose: () => void }) => {
  const [to, setTo] = useState(path);
  const open = useOpenScope();
  const move = useCommand(
    (body: { path: string; to: string }, headers) =>
      dataOf(credstream.PATCH('/api/v1/scopes', { body, headers })),
    { onDone: ({ path: moved }) => open(moved) },
  );
  return (
    <FormDialog
      title={text.moveTitle(path)}
      action={text.move}
      command={move}
      onSubmit={() => move.run({ path, to })}
      onClose={onClose}
    >
      <TextInput
        label={text.path}
        description={text.pathHint}
        required
        value={to}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
        error={fieldProblem(move.error, 'to')}
        autoComplete="off"
        data-autofocus
      />
    </FormDialog>
  );
};

const DeleteScope = ({ path, onClose }: { path: string; onClose: () => void }) => {
  const open = useOpenScope();
  const remove = useCommand(
    (_: null, headers) =>
      dataOf(credstream.DELETE('/api/v1/scopes', { params: { query: { path } }, headers })),
    { onDone: () => open(path.slice(0, path.lastIndexOf('/'))) },
  );
  return (
    <DangerDialog
      title={text.remove.title(path)}
      action={common.delete}
      name={path}
      command={remove}
      onConfirm={() => remove.run(null)}
      onClose={onClose}
    >
      <DangerText>{text.remove.text}</DangerText>
    </DangerDialog>
  );
};
