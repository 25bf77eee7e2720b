import { type components, dataOf } from '@credstream/sdk';
import { Button, Group, List, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { credstream } from '../api/client.js';
import type { Revised } from '../api/revision.js';
import { useChange } from '../api/use-change.js';
import { common } from '../text/common.js';
import { credentials } from '../text/credentials.js';
import { ChangeProblem, type Labels } from './changed-meanwhile.js';
import { fieldProblem } from './problem.js';
import { When } from './when.js';

type Schemas = components['schemas'];
type Credential = Schemas['CredentialView'];
type Attachment = Schemas['AttachCredentialBody'];
const text = credentials.uses;

/** What uses a credential, and who has read it: what breaks when it ends. */
export const Breaks = ({
  attachments,
  versions,
}: Pick<Credential, 'attachments'> & { versions: readonly Schemas['CredentialVersionView'][] }) => {
  // Of one who has read several versions, the last time counts.
  const readers = new Map<string, Schemas['VersionReader']>();
  for (const reader of versions.flatMap((version) => version.readers)) {
    const name = `${reader.reader} ${reader.keyId ?? ''}`;
    if ((readers.get(name)?.lastReadAt ?? '') < reader.lastReadAt) readers.set(name, reader);
  }
  if (attachments.length === 0 && readers.size === 0) return <Text size="sm">{text.nothing}</Text>;
  return (
    <List size="sm">
      {attachments.map(({ attachmentId, kind, name, url }) => (
        <List.Item key={attachmentId} className="text">
          {text.kinds[kind]}: <bdi>{name}</bdi> {url !== undefined && <bdi>({url})</bdi>}
        </List.Item>
      ))}
      {[...readers].map(([name, { reader, keyId, lastReadAt }]) => (
        <List.Item key={name} className="text">
          {keyId === undefined ? text.reader : text.readerByKey(keyId)} <bdi>{reader}</bdi>, {text.lastRead}{' '}
          <When at={lastReadAt} />
        </List.Item>
      ))}
    </List>
  );
};

/** What uses a credential, which is attached and detached here; and who may read it. */
export const CredentialUses = ({
  thing,
  versions,
  mayChange,
  labels,
  read,
}: {
  thing: Revised<Credential>;
  versions: readonly Schemas['CredentialVersionView'][];
  mayChange: boolean;
  labels: Labels<Credential>;
  read: (signal: AbortSignal) => Promise<Revised<Credential>>;
}) => {
  const { id, attachments } = thing.value;
  const path = { id };
  const [kind, setKind] = useState<keyof typeof text.kinds>('workload');
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const readers = useQuery({
    queryKey: ['credential-readers', id],
    queryFn: ({ signal }) =>
      dataOf(credstream.GET('/api/v1/credentials/{id}/readers', { params: { path }, signal })),
    retry: false,
  });
  const attach = useChange<Credential, Attachment, unknown>(
    (body, headers) =>
      dataOf(credstream.POST('/api/v1/credentials/{id}/attachments', { params: { path }, body, headers })),
    {
      onDone: () => {
        setName('');
        setUrl('');
      },
    },
  );
  const detach = useChange<Credential, string, unknown>((attachmentId, headers) =>
    dataOf(
      credstream.DELETE('/api/v1/credentials/{id}/attachments/{attachmentId}', {
        params: { path: { id, attachmentId } },
        headers,
      }),
    ),
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    attach.run({ kind, name, ...(url !== '' && { url }) }, thing);
  };
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" mb="xs">
          {text.breaks}
        </Text>
        <Breaks attachments={attachments} versions={versions} />
      </div>
      {mayChange && attachments.length > 0 && (
        <Group gap="xs">
          {attachments.map(({ attachmentId, name: attached }) => (
            <Button
              key={attachmentId}
              size="xs"
              variant="default"
              onClick={() => detach.run(attachmentId, thing)}
              loading={detach.isPending}
            >
              <span className="text">{text.detach(attached)}</span>
            </Button>
          ))}
        </Group>
      )}
      <ChangeProblem change={detach} labels={labels} read={read} onGiveUp={detach.reset} />
      {mayChange && (
        <form onSubmit={submit}>
          <Group align="flex-end" gap="sm">
            <NativeSelect
              label={text.kind}
              value={kind}
              data={Object.entries(text.kinds).map(([value, label]) => ({ value, label }))}
              onChange={({ currentTarget }) => setKind(currentTarget.value as typeof kind)}
            />
            <TextInput
              label={text.name}
              required
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
              error={fieldProblem(attach.error, 'name')}
            />
            <TextInput
              label={text.url}
              type="url"
              value={url}
              onChange={({ currentTarget }) => setUrl(currentTarget.value)}
              error={fieldProblem(attach.error, 'url')}
            />
            <Button type="submit" variant="default" disabled={name === ''} loading={attach.isPending}>
              {text.attach}
            </Button>
          </Group>
          <ChangeProblem change={attach} labels={labels} read={read} onGiveUp={attach.reset} />
        </form>
      )}
      {readers.data && (
        <div>
          <Title order={3} size="h5" mb={4}>
            {text.mayRead}
          </Title>
          <List size="sm">
            {readers.data.items.map(({ userId, username, role, scope }) => (
              <List.Item key={userId + role + scope} className="text">
                <bdi>{username}</bdi>: {text.role(role, scope)}
              </List.Item>
            ))}
          </List>
          {readers.data.items.length === 0 && <Text size="sm">{common.none}</Text>}
        </div>
      )}
    </Stack>
  );
};
