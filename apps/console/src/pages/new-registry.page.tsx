import { type components, dataOf } from '@credstream/sdk';
import { Button, Group, NativeSelect, Paper, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { useScopes } from '../api/use-scopes.js';
import { Page } from '../parts/page.js';
import { fieldProblem, Problem } from '../parts/problem.js';
import { SecretOnce } from '../parts/secret-once.js';
import { registries } from '../text/registries.js';

const text = registries.form;

export const NewRegistryPage = () => {
  const navigate = useNavigate();
  const scopes = useScopes();
  const [typed, setTyped] = useState({ name: '', hostname: '', service: '' });
  const [scope, setScope] = useState<string>();
  const create = useCommand((body: components['schemas']['CreateRegistry'], headers) =>
    dataOf(credstream.POST('/api/v1/registries', { body, headers })),
  );
  if (create.data) {
    const { id, notificationToken } = create.data;
    return (
      <Page title={text.made}>
        <SecretOnce
          label={text.notification}
          secret={notificationToken}
          lines={[{ label: text.notificationLine, line: `Authorization: [Bearer ${notificationToken}]` }]}
          onDone={() => void navigate({ to: `/console/registries/${id}`, ignoreBlocker: true })}
        />
      </Page>
    );
  }
  const field = (name: 'name' | 'hostname' | 'service', label: string, description: string) => (
    <TextInput
      label={label}
      description={description}
      required
      value={typed[name]}
      onChange={({ currentTarget: { value } }) => setTyped({ ...typed, [name]: value })}
      error={fieldProblem(create.error, name)}
      autoComplete="off"
    />
  );
  return (
    <Page title={registries.create}>
      <Paper withBorder p="lg" maw={720}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            create.run({ ...typed, scope: scope ?? scopes[0] ?? '' });
          }}
        >
          <Stack gap="sm">
            {field('name', text.name, text.nameHint)}
            {field('hostname', text.hostname, text.hostnameHint)}
            {field('service', text.service, text.serviceHint)}
            <NativeSelect
              label={text.scope}
              description={text.scopeHint}
              value={scope ?? scopes[0] ?? ''}
              data={[...scopes]}
              onChange={({ currentTarget }) => setScope(currentTarget.value)}
            />
            <Problem error={create.error} />
            <Group justify="flex-end">
              <Button type="submit" loading={create.isPending}>
                {registries.create}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Page>
  );
};
