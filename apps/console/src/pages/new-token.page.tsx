import { type components, dataOf } from '@credstream/sdk';
import { NativeSelect, Stack, TextInput } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { Facts } from '../parts/facts.js';
import { Page } from '../parts/page.js';
import { fieldProblem } from '../parts/problem.js';
import { isRule, newRule, ScopeEditor, type ScopesDraft, scopesOf } from '../parts/scope-editor.js';
import { SecretOnce } from '../parts/secret-once.js';
import { Wizard } from '../parts/wizard.js';
import { registries } from '../text/registries.js';

const text = registries.wizard;
type NewToken = components['schemas']['CreateTokenBody'];

export const NewTokenPage = () => {
  const { id: registryId = '' }: { id?: string } = useParams({ strict: false });
  const navigate = useNavigate();
  const [kind, setKind] = useState<NonNullable<NewToken['kind']>>('token');
  const [name, setName] = useState('');
  const [project, setProject] = useState('');
  const [lifetime, setLifetime] = useState('90');
  const [draft, setDraft] = useState<ScopesDraft>({ rules: [newRule], canList: false });
  const create = useCommand((body: NewToken, headers) =>
    dataOf(
      credstream.POST('/api/v1/registries/{registryId}/tokens', {
        params: { path: { registryId } },
        body,
        headers,
      }),
    ),
  );
  if (create.data) {
    const { id, username, password, dockerLogin } = create.data;
    return (
      <Page title={registries.tokens.made}>
        <Stack gap="sm">
          <Facts facts={[[registries.token.username, username]]} />
          <SecretOnce
            label={registries.tokens.password}
            secret={password}
            lines={[{ label: registries.tokens.login, line: dockerLogin }]}
            onDone={() =>
              void navigate({ to: `/console/registries/${registryId}/tokens/${id}`, ignoreBlocker: true })
            }
          />
        </Stack>
      </Page>
    );
  }
  const isRobot = kind === 'robot';
  const scopes = scopesOf(draft);
  const submit = () =>
    create.run({
      ...{ name, kind, scopes },
      ...(isRobot && project !== '' && { project }),
      ...(isRobot
        ? { durationDays: lifetime === '' ? -1 : Number(lifetime) }
        : lifetime !== '' && {
            expiresAt: new Date(
              Math.floor(Date.now() / 3_600_000) * 3_600_000 + Number(lifetime) * 86_400_000,
            ).toISOString(),
          }),
    });
  return (
    <Page title={registries.tokens.create}>
      <Wizard
        submit={registries.tokens.create}
        command={create}
        onSubmit={submit}
        steps={[
          {
            title: text.who,
            isComplete: name !== '',
            content: (
              <Stack gap="sm">
                <NativeSelect
                  label={text.kind}
                  value={kind}
                  data={Object.entries(registries.tokens.kinds).map(([value, label]) => ({ value, label }))}
                  onChange={({ currentTarget }) => setKind(currentTarget.value as typeof kind)}
                />
                <TextInput
                  label={text.name}
                  description={text.nameHint}
                  required
                  value={name}
                  onChange={({ currentTarget }) => setName(currentTarget.value)}
                  error={fieldProblem(create.error, 'name')}
                />
                {isRobot && (
                  <TextInput
                    label={text.project}
                    description={text.projectHint}
                    value={project}
                    onChange={({ currentTarget }) => setProject(currentTarget.value)}
                    error={fieldProblem(create.error, 'project')}
                  />
                )}
              </Stack>
            ),
          },
          {
            title: text.until,
            isComplete: true,
            content: (
              <NativeSelect
                label={text.lifetime}
                value={lifetime}
                data={[...text.lifetimes]}
                onChange={({ currentTarget }) => setLifetime(currentTarget.value)}
              />
            ),
          },
          {
            title: text.may,
            isComplete: draft.rules.every(isRule),
            content: <ScopeEditor registryId={registryId} draft={draft} onChange={setDraft} />,
          },
          {
            title: text.check,
            isComplete: true,
            content: (
              <Facts
                facts={[
                  [text.kind, registries.tokens.kinds[kind]],
                  [text.name, <bdi key="name">{name}</bdi>],
                  [text.lifetime, text.lifetimes.find(({ value }) => value === lifetime)?.label ?? lifetime],
                  [
                    text.may,
                    scopes
                      .map((scope) =>
                        'name' in scope ? `${scope.name}: ${scope.actions.join(', ')}` : text.listing,
                      )
                      .join('; '),
                  ],
                ]}
              />
            ),
          },
        ]}
      />
    </Page>
  );
};
