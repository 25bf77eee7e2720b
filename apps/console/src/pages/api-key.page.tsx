import { dataOf } from '@credstream/sdk';
import { Button, Group, Modal, NativeSelect, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { unlessChanged, withRevision } from '../api/revision.js';
import { useCommand } from '../api/use-command.js';
import { DangerDialog, DangerText } from '../parts/danger-dialog.js';
import { Facts } from '../parts/facts.js';
import { Page } from '../parts/page.js';
import { fieldProblem, Problem } from '../parts/problem.js';
import { SecretOnce } from '../parts/secret-once.js';
import { StatusBadge } from '../parts/status-badge.js';
import { When } from '../parts/when.js';
import { apiKeys } from '../text/api-keys.js';
import { common } from '../text/common.js';

const hourMs = 3_600_000;

export const ApiKeyPage = () => {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const navigate = useNavigate();
  const params = { path: { id } };
  const found = useQuery({
    queryKey: ['api-key', id],
    queryFn: ({ signal }) => withRevision(credstream.GET('/api/v1/api-keys/{id}', { params, signal })),
  });
  const [dialog, setDialog] = useState<'rotate' | 'revoke' | 'delete' | 'edit'>();
  const [overlap, setOverlap] = useState('24');
  const [reason, setReason] = useState('');
  const [edited, setEdited] = useState({ name: '', description: '' });
  const [rotated, setRotated] = useState<string>();
  const close = () => setDialog(undefined);
  const revision = found.data?.revision;
  const rotate = useCommand(
    (hours: string, headers) =>
      dataOf(
        credstream.POST('/api/v1/api-keys/{id}/rotate', {
          params,
          body:
            hours === '0'
              ? {}
              : { overlapUntil: new Date(Date.now() + Number(hours) * hourMs - 60_000).toISOString() },
          headers: { ...headers, ...unlessChanged(revision) },
        }),
      ),
    {
      onDone: ({ key }) => {
        setRotated(key);
        close();
      },
    },
  );
  const revoke = useCommand(
    (why: string, headers) =>
      dataOf(
        credstream.POST('/api/v1/api-keys/{id}/revoke', {
          params,
          body: why === '' ? {} : { reason: why },
          headers: { ...headers, ...unlessChanged(revision) },
        }),
      ),
    { onDone: close },
  );
  const remove = useCommand(
    (_: null, headers) =>
      dataOf(
        credstream.DELETE('/api/v1/api-keys/{id}', {
          params,
          headers: { ...headers, ...unlessChanged(revision) },
        }),
      ),
    { onDone: () => void navigate({ to: '/console/api-keys' }) },
  );
  const edit = useCommand(
    (body: { name: string; description: string }, headers) =>
      dataOf(
        credstream.PATCH('/api/v1/api-keys/{id}', {
          params,
          body,
          headers: { ...headers, ...unlessChanged(revision) },
        }),
      ),
    { onDone: close },
  );
  if (!found.data)
    return (
      <Page title={apiKeys.title}>
        <Problem error={found.error} />
        {found.isPending && <Skeleton height={200} />}
      </Page>
    );
  const key = found.data.value;
  const reload = () => {
    for (const command of [rotate, revoke, remove, edit]) command.reset();
    close();
    void found.refetch();
  };
  if (rotated !== undefined)
    return (
      <Page title={apiKeys.made}>
        <SecretOnce label={apiKeys.key} secret={rotated} onDone={() => setRotated(undefined)} />
      </Page>
    );
  const isActive = key.status === 'active';
  return (
    <Page
      title={key.name}
      actions={
        <>
          <Button
            variant="default"
            onClick={() => {
              setEdited({ name: key.name, description: key.description ?? '' });
              setDialog('edit');
            }}
          >
            {apiKeys.edit}
          </Button>
          {isActive && <Button onClick={() => setDialog('rotate')}>{common.rotate}</Button>}
          {isActive && (
            <Button color="red" variant="outline" onClick={() => setDialog('revoke')}>
              {common.revoke}
            </Button>
          )}
          <Button color="red" variant="outline" onClick={() => setDialog('delete')}>
            {common.delete}
          </Button>
        </>
      }
    >
      <Facts
        facts={[
          [apiKeys.columns.status, <StatusBadge key="status" status={key.status} />],
          [apiKeys.columns.description, key.description ?? common.none],
          [apiKeys.facts.owner, key.username],
          [apiKeys.columns.created, <When key="created" at={key.createdAt} />],
          [apiKeys.columns.expires, <When key="expires" at={key.expiresAt} />],
          ...(key.overlapUntil === undefined
            ? []
            : [[apiKeys.facts.overlap, <When key="overlap" at={key.overlapUntil} />] as const]),
          [apiKeys.columns.used, <When key="used" at={key.lastUsedAt} />],
          [apiKeys.columns.from, key.lastUsedFrom ?? common.none],
          [apiKeys.columns.uses, key.useCount ?? 0],
          [apiKeys.facts.refused, key.refusedCount ?? 0],
          [apiKeys.facts.permissions, key.permissions?.join(', ') ?? apiKeys.wizard.everything],
          [apiKeys.facts.scope, key.scope ?? apiKeys.wizard.everywhere],
          [apiKeys.facts.ips, key.ipAllowList?.join(', ') ?? apiKeys.wizard.anywhere],
          [apiKeys.columns.hint, key.hint],
          [apiKeys.facts.id, key.id],
        ]}
      />
      {dialog === 'rotate' && (
        <Modal
          opened
          onClose={close}
          title={<span className="text">{apiKeys.rotate.title(key.name)}</span>}
          closeButtonProps={{ 'aria-label': common.close }}
        >
          <form
            onSubmit={(event) => {
              event.preventDefault();
              rotate.run(overlap);
            }}
          >
            <Stack gap="sm">
              <Text size="sm">{apiKeys.rotate.text}</Text>
              <NativeSelect
                label={apiKeys.rotate.overlap}
                data={[...apiKeys.rotate.overlaps]}
                value={overlap}
                onChange={({ currentTarget }) => setOverlap(currentTarget.value)}
                data-autofocus
              />
              <Problem error={rotate.error} onReload={reload} />
              <Group justify="flex-end">
                <Button variant="default" onClick={close}>
                  {common.cancel}
                </Button>
                <Button type="submit" loading={rotate.isPending}>
                  {common.rotate}
                </Button>
              </Group>
            </Stack>
          </form>
        </Modal>
      )}
      {dialog === 'edit' && (
        <Modal opened onClose={close} title={apiKeys.edit} closeButtonProps={{ 'aria-label': common.close }}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              edit.run(edited);
            }}
          >
            <Stack gap="sm">
              <TextInput
                label={common.name}
                required
                value={edited.name}
                onChange={({ currentTarget: { value } }) => setEdited({ ...edited, name: value })}
                error={fieldProblem(edit.error, 'name')}
                data-autofocus
              />
              <TextInput
                label={common.description}
                value={edited.description}
                onChange={({ currentTarget: { value } }) => setEdited({ ...edited, description: value })}
                error={fieldProblem(edit.error, 'description')}
              />
              <Problem error={edit.error} onReload={reload} />
              <Group justify="flex-end">
                <Button variant="default" onClick={close}>
                  {common.cancel}
                </Button>
                <Button type="submit" loading={edit.isPending}>
                  {common.save}
                </Button>
              </Group>
            </Stack>
          </form>
        </Modal>
      )}
      {dialog === 'revoke' && (
        <DangerDialog
          title={apiKeys.revoke.title(key.name)}
          action={common.revoke}
          error={revoke.error}
          isPending={revoke.isPending}
          onConfirm={() => revoke.run(reason)}
          onClose={close}
          onReload={reload}
        >
          <DangerText>{apiKeys.revoke.text}</DangerText>
          <TextInput
            label={apiKeys.revoke.reason}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            data-autofocus
          />
        </DangerDialog>
      )}
      {dialog === 'delete' && (
        <DangerDialog
          title={apiKeys.remove.title(key.name)}
          action={common.delete}
          name={key.name}
          error={remove.error}
          isPending={remove.isPending}
          onConfirm={() => remove.run(null)}
          onClose={close}
          onReload={reload}
        >
          <DangerText>{apiKeys.remove.text}</DangerText>
        </DangerDialog>
      )}
    </Page>
  );
};
