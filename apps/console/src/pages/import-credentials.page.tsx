import { type components, dataOf } from '@credstream/sdk';
import { Anchor, Button, Group, NativeSelect, Paper, Stack, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { useScopes } from '../api/use-scopes.js';
import { Page } from '../parts/page.js';
import { fieldProblem, Problem } from '../parts/problem.js';
import { Report } from '../parts/report.js';
import { LongField } from '../parts/secret-fields.js';
import { common } from '../text/common.js';
import { credentials } from '../text/credentials.js';

type Import = components['schemas']['ImportCredentials'];
type Outcome = components['schemas']['ImportOutcome'];
const text = credentials.importing;

/** Credentials from a file of another tool, with a report of each entry. */
export const ImportCredentialsPage = () => {
  const scopes = useScopes();
  const [format, setFormat] = useState<Import['format']>('dockerconfigjson');
  const [chosenScope, setScope] = useState<string>();
  const [name, setName] = useState('');
  const [data, setData] = useState('');
  const scope = chosenScope ?? scopes[0] ?? '';
  const isNamed = format === 'env';
  const load = useCommand((body: Import, headers) =>
    dataOf(credstream.POST('/api/v1/credentials/import', { body, headers })),
  );
  if (load.data)
    return (
      <Page title={text.report}>
        <Outcomes outcomes={load.data.items} />
      </Page>
    );
  const isWhole = data !== '' && scope !== '' && (!isNamed || name !== '');
  return (
    <Page title={text.title}>
      <Paper withBorder p="lg" maw={720}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (isWhole) load.run({ format, scope, data, ...(isNamed && { name }) });
          }}
        >
          <Stack gap="sm">
            <NativeSelect
              label={text.format}
              value={format}
              data={[...text.formats]}
              onChange={({ currentTarget }) => setFormat(currentTarget.value as Import['format'])}
            />
            <NativeSelect
              label={credentials.wizard.scope}
              description={credentials.wizard.scopeHint}
              value={scope}
              data={[...scopes]}
              onChange={({ currentTarget }) => setScope(currentTarget.value)}
            />
            {isNamed && (
              <TextInput
                label={common.name}
                description={text.nameHint}
                required
                value={name}
                onChange={({ currentTarget }) => setName(currentTarget.value)}
                error={fieldProblem(load.error, 'name')}
              />
            )}
            <LongField
              label={text.file}
              required
              value={data}
              error={fieldProblem(load.error, 'data')}
              isSecret
              onText={setData}
            />
            <Problem error={load.error} />
            <Group justify="flex-end">
              <Button type="submit" disabled={!isWhole} loading={load.isPending}>
                {text.submit}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Page>
  );
};

const Outcomes = ({ outcomes }: { outcomes: readonly Outcome[] }) => {
  const made = outcomes.filter(({ id }) => id !== undefined).length;
  return (
    <Report
      label={text.report}
      summary={text.made(made, outcomes.length)}
      isWhole={made === outcomes.length}
      headers={[text.entry, text.outcome]}
      rows={outcomes.map(({ entry, id, problem }, at) => ({
        key: String(at),
        cells: [
          <bdi key="entry">{entry}</bdi>,
          id === undefined ? (
            problem
          ) : (
            <Anchor key="outcome" component={Link} size="sm" to={`/console/credentials/${id}`}>
              {text.imported}
            </Anchor>
          ),
        ],
      }))}
      note={outcomes.length === 0 && <Text size="sm">{text.nothing}</Text>}
      actions={
        <Button component={Link} to="/console/credentials">
          {text.toList}
        </Button>
      }
    />
  );
};
