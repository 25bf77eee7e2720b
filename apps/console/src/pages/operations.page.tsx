import { type components, dataOf } from '@credstream/sdk';
import { Alert, Button, Progress, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { Facts } from '../parts/facts.js';
import { FormDialog } from '../parts/form-dialog.js';
import { Page } from '../parts/page.js';
import { PlainTable } from '../parts/plain-table.js';
import { Problem } from '../parts/problem.js';
import { Section } from '../parts/section.js';
import { When } from '../parts/when.js';
import { common } from '../text/common.js';
import { operations as text } from '../text/operations.js';

type Projection = components['schemas']['ProjectionView'];

/** While the page is open, it shows what is now. */
const refetchInterval = 3_000;

export const OperationsPage = () => (
  <Page title={text.title}>
    <Stack gap="md">
      <Health />
      <Versions />
      <Projections />
    </Stack>
  </Page>
);

const Health = () => {
  const { data, error, isPending } = useQuery({
    queryKey: ['health'],
    // Both answers say the same things; 503 is the answer of an installation that is not ready.
    queryFn: async ({ signal }) => {
      const answer = await credstream.GET('/health/ready', { signal });
      return answer.data ?? (answer.error as components['schemas']['Readiness']);
    },
    refetchInterval,
  });
  const row = (name: string, ready: boolean, waitingFor: readonly string[] = []) => ({
    key: name,
    cells: [name, ready ? text.isReady : text.isNotReady, waitingFor.join(', ')],
  });
  return (
    <Section title={text.health}>
      <Problem error={error} />
      {isPending && <Skeleton height={80} />}
      {data && (
        <Stack gap="sm">
          <Alert color={data.ready ? 'pine' : 'red'} role="status">
            {data.ready ? text.ready : text.notReady}
          </Alert>
          <PlainTable
            label={text.health}
            headers={[text.part, text.state, text.waits]}
            rows={[
              row(text.gateway, (data.waitingFor ?? []).length === 0, data.waitingFor),
              ...Object.entries(data.services).map(([name, { ready, waitingFor }]) =>
                row(name, ready === true, waitingFor),
              ),
            ]}
          />
        </Stack>
      )}
    </Section>
  );
};

const Versions = () => {
  const { data, error } = useQuery({
    queryKey: ['version'],
    queryFn: ({ signal }) => dataOf(credstream.GET('/version', { signal })),
  });
  return (
    <Section title={text.versions}>
      <Problem error={error} />
      {data && (
        <Facts
          facts={[
            [text.credstream, data.version],
            [text.node, data.node],
          ]}
        />
      )}
    </Section>
  );
};

const Projections = () => {
  const { data, error, isPending } = useQuery({
    queryKey: ['projections'],
    queryFn: ({ signal }) => dataOf(credstream.GET('/api/v1/projections', { signal })),
    refetchInterval,
  });
  const [rebuilding, setRebuilding] = useState<string>();
  const [failing, setFailing] = useState<string>();
  return (
    <Section title={text.projections}>
      <Stack gap="sm">
        <Text size="sm">{text.projectionsAbout}</Text>
        <Problem error={error} />
        {isPending && <Skeleton height={200} />}
        {data && data.unavailable.length > 0 && (
          <Alert color="yellow">{text.unavailable(data.unavailable)}</Alert>
        )}
        {data && (
          <PlainTable
            label={text.list}
            headers={Object.values(text.columns)}
            rows={data.items.map((projection) => ({
              key: projection.name,
              cells: [
                projection.name,
                projection.service,
                text.versionOf(projection.version, projection.generation),
                <State key="state" projection={projection} />,
                <span key="position" className="number">
                  {projection.position}
                </span>,
                text.lag(projection.lag, projection.lagIsMore),
                projection.failures === 0 ? (
                  '0'
                ) : (
                  <Button
                    key="failures"
                    size="xs"
                    variant="default"
                    aria-label={text.showFailures(projection.name, projection.failures)}
                    onClick={() => setFailing(projection.name)}
                  >
                    {projection.failures}
                  </Button>
                ),
                <Button
                  key="rebuild"
                  size="xs"
                  variant="default"
                  aria-label={text.rebuildOf(projection.name)}
                  onClick={() => setRebuilding(projection.name)}
                >
                  {text.rebuild}
                </Button>,
              ],
            }))}
          />
        )}
        {failing !== undefined && <Failures key={failing} name={failing} />}
      </Stack>
      {rebuilding !== undefined && <Rebuild name={rebuilding} onClose={() => setRebuilding(undefined)} />}
    </Section>
  );
};

const State = ({ projection: { name, state, rebuild } }: { projection: Projection }) => {
  const percent = rebuild && rebuild.total > 0 ? Math.floor((100 * rebuild.done) / rebuild.total) : undefined;
  return (
    <>
      {text.states[state] ?? state}
      {percent !== undefined && <Progress value={percent} aria-label={text.progress(name, percent)} mt={4} />}
    </>
  );
};

const Rebuild = ({ name, onClose }: { name: string; onClose: () => void }) => {
  const [reason, setReason] = useState('');
  const rebuild = useCommand(
    (body: { reason?: string }, headers) =>
      dataOf(
        credstream.POST('/api/v1/projections/{name}/rebuild', { params: { path: { name } }, body, headers }),
      ),
    { onDone: onClose },
  );
  return (
    <FormDialog
      title={text.rebuildOf(name)}
      action={text.rebuild}
      command={rebuild}
      onSubmit={() => rebuild.run(reason === '' ? {} : { reason })}
      onClose={onClose}
    >
      <Text size="sm">{text.rebuildText}</Text>
      <TextInput
        label={text.reason}
        description={text.reasonHint}
        value={reason}
        maxLength={500}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  );
};

const Failures = ({ name }: { name: string }) => {
  const { data, error } = useQuery({
    queryKey: ['projection-failures', name],
    queryFn: ({ signal }) =>
      dataOf(
        credstream.GET('/api/v1/projections/{name}/failures', {
          params: { path: { name }, query: { limit: 200 } },
          signal,
        }),
      ),
    refetchInterval,
  });
  const decide = useCommand(({ id, way }: { id: string; way: 'retry' | 'skip' }, headers) => {
    const options = { params: { path: { name, id } }, body: {}, headers };
    return dataOf(
      way === 'retry'
        ? credstream.POST('/api/v1/projections/{name}/failures/{id}/retry', options)
        : credstream.POST('/api/v1/projections/{name}/failures/{id}/skip', options),
    );
  });
  const words = text.failure;
  return (
    <Section title={text.failuresOf(name)}>
      <Problem error={error ?? decide.error} />
      {data?.items.length === 0 && <Text size="sm">{text.noFailures}</Text>}
      {data && data.items.length > 0 && (
        <PlainTable
          label={text.failuresOf(name)}
          headers={[words.event, words.stream, words.error, words.at, words.attempts, common.actions]}
          rows={data.items.map(({ id, type, stream, error: why, at, attempts, skipped }) => ({
            key: id,
            cells: [
              `${type} (${id})`,
              <bdi key="stream">{stream}</bdi>,
              <bdi key="why">{why}</bdi>,
              <When key="at" at={at} />,
              attempts,
              skipped ? (
                words.skipped
              ) : (
                <Button.Group key="decide">
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={text.retryOf(id)}
                    disabled={decide.isPending}
                    onClick={() => decide.run({ id, way: 'retry' })}
                  >
                    {text.retry}
                  </Button>
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={text.skipOf(id)}
                    disabled={decide.isPending}
                    onClick={() => decide.run({ id, way: 'skip' })}
                  >
                    {text.skip}
                  </Button>
                </Button.Group>
              ),
            ],
          }))}
        />
      )}
    </Section>
  );
};
