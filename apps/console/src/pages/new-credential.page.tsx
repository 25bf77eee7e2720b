import { type components, dataOf } from '@credstream/sdk';
import { Alert, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { useScopes } from '../api/use-scopes.js';
import { Facts } from '../parts/facts.js';
import { Page } from '../parts/page.js';
import { fieldProblem } from '../parts/problem.js';
import { emptyDraft, isWhole, SecretFields, secretOf } from '../parts/secret-fields.js';
import { Wizard } from '../parts/wizard.js';
import { common } from '../text/common.js';
import {
  type CredentialProvider,
  credentials,
  type CredentialType,
  providers,
  typeLabels,
} from '../text/credentials.js';

const text = credentials.wizard;
type NewCredential = components['schemas']['CreateCredentialBody'];

export const NewCredentialPage = () => {
  const navigate = useNavigate();
  const scopes = useScopes();
  const [type, setType] = useState<CredentialType>('registry');
  const [provider, setProvider] = useState<CredentialProvider>('custom');
  const [name, setName] = useState('');
  const [chosenScope, setScope] = useState<string>();
  const [description, setDescription] = useState('');
  const [environment, setEnvironment] = useState('');
  const [rotation, setRotation] = useState('');
  const [draft, setDraft] = useState(emptyDraft);
  const scope = chosenScope ?? scopes[0] ?? '';
  const [asked] = useDebouncedValue(name, 300);
  const free = useQuery({
    queryKey: ['credential-name', scope, asked],
    queryFn: ({ signal }) =>
      dataOf(
        credstream.GET('/api/v1/credentials/check-name', {
          params: { query: { name: asked, scope } },
          signal,
        }),
      ),
    enabled: asked !== '' && scope !== '',
  });
  const isTaken = free.data?.available === false;
  const create = useCommand(
    (body: NewCredential, headers) => dataOf(credstream.POST('/api/v1/credentials', { body, headers })),
    { onDone: ({ id }) => void navigate({ to: `/console/credentials/${id}` }) },
  );
  const offered = Object.entries(providers)
    .filter(([, { types }]) => types.includes(type))
    .map(([value, { label }]) => ({ value, label }));
  const submit = () =>
    create.run({
      ...{ name, type, provider, scope, secret: secretOf(type, draft) },
      ...(description !== '' && { description }),
      ...(environment !== '' && { environment }),
      ...(rotation !== '' && { rotationDays: Number(rotation) }),
    });
  return (
    <Page title={credentials.create}>
      <Wizard
        submit={credentials.create}
        command={create}
        onSubmit={submit}
        steps={[
          {
            title: text.kind,
            isComplete: true,
            content: (
              <Stack gap="sm">
                <NativeSelect
                  label={text.type}
                  value={type}
                  data={Object.entries(typeLabels).map(([value, label]) => ({ value, label }))}
                  onChange={({ currentTarget }) => {
                    setType(currentTarget.value as CredentialType);
                    setProvider('custom');
                  }}
                />
                <NativeSelect
                  label={text.provider}
                  value={provider}
                  data={offered}
                  onChange={({ currentTarget }) => setProvider(currentTarget.value as CredentialProvider)}
                />
                {provider !== 'custom' && (
                  <Alert color="pine" title={text.guide}>
                    {providers[provider].guide}
                  </Alert>
                )}
              </Stack>
            ),
          },
          {
            title: text.where,
            isComplete: name !== '' && !isTaken && scope !== '',
            content: (
              <Stack gap="sm">
                <NativeSelect
                  label={text.scope}
                  description={text.scopeHint}
                  value={scope}
                  data={[...scopes]}
                  onChange={({ currentTarget }) => setScope(currentTarget.value)}
                />
                <TextInput
                  label={text.name}
                  required
                  value={name}
                  onChange={({ currentTarget }) => setName(currentTarget.value)}
                  error={
                    (isTaken && text.nameTaken) || free.error?.message || fieldProblem(create.error, 'name')
                  }
                />
                <Text size="xs" role="status">
                  {free.data?.available && asked === name && text.nameFree}
                </Text>
                <TextInput
                  label={common.description}
                  value={description}
                  onChange={({ currentTarget }) => setDescription(currentTarget.value)}
                  error={fieldProblem(create.error, 'description')}
                />
                <TextInput
                  label={text.environment}
                  description={text.environmentHint}
                  value={environment}
                  onChange={({ currentTarget }) => setEnvironment(currentTarget.value)}
                  error={fieldProblem(create.error, 'environment')}
                />
                <NativeSelect
                  label={text.rotation}
                  value={rotation}
                  data={['', '30', '90', '180', '365'].map((value) => ({
                    value,
                    label: text.rotationDays(value),
                  }))}
                  onChange={({ currentTarget }) => setRotation(currentTarget.value)}
                />
              </Stack>
            ),
          },
          {
            title: text.values,
            isComplete: isWhole(type, draft),
            content: (
              <Stack gap="sm">
                {provider !== 'custom' && (
                  <Alert color="pine" title={text.guide}>
                    {providers[provider].guide}
                  </Alert>
                )}
                <SecretFields type={type} draft={draft} error={create.error} onChange={setDraft} />
              </Stack>
            ),
          },
          {
            title: text.check,
            isComplete: true,
            content: (
              <Facts
                facts={[
                  [text.name, <bdi key="name">{name}</bdi>],
                  [text.scope, scope],
                  [text.type, typeLabels[type]],
                  [text.provider, providers[provider].label],
                  [text.rotation, text.rotationDays(rotation)],
                ]}
              />
            ),
          },
        ]}
      />
    </Page>
  );
};
