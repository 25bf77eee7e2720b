import { CredstreamProblem, dataOf } from '@credstream/sdk';
import { Anchor, Button, Group, List, Paper, Slider, Stack, Table, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { credstream } from '../api/client.js';
import { actorOf } from '../api/follow.js';
import { thing } from '../text/thing.js';
import { Problem } from './problem.js';
import { valueWords } from './value-words.js';
import { When } from './when.js';

const text = thing.history;
const slidingPauseMs = 150;

/** ApiKeyRevoked, as words. */
const typeWords = (type: string): string =>
  type.replace(/\.v\d+$/, '').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ');

/** What happened to one thing, and the state that it had after each event. */
export const Timeline = ({ stream }: { stream: string }) => {
  const read = (revision: number | undefined, signal: AbortSignal) =>
    dataOf(
      credstream.GET('/api/v1/history/{stream}', {
        params: { path: { stream }, query: revision === undefined ? {} : { revision } },
        signal,
      }),
    );
  const [chosen, setChosen] = useState<number>();
  const [asked] = useDebouncedValue(chosen, slidingPauseMs);
  const present = useQuery({
    queryKey: ['history', stream],
    queryFn: ({ signal }) => read(undefined, signal),
    retry: false,
  });
  const past = useQuery({
    queryKey: ['history', stream, asked],
    queryFn: ({ signal }) => read(asked, signal),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const isRefused = present.error instanceof CredstreamProblem && present.error.status < 500;
  const events = present.data?.events ?? [];
  const first = events[0]?.revision ?? 0;
  const last = events.at(-1)?.revision ?? 0;
  const at = chosen ?? last;
  // What was read last, while that of another moment is on its way.
  const shown = asked === undefined || asked === last ? present.data : (past.data ?? present.data);
  const shownAt = shown?.events.at(-1)?.revision ?? last;
  return (
    <Paper withBorder p="md" component="section" aria-label={text.title}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {text.title}
        </Title>
        {present.data && (
          <Anchor component={Link} to="/console/audit" search={{ subject: stream } as never} size="sm">
            {text.inAudit}
          </Anchor>
        )}
      </Group>
      {isRefused ? <Text size="sm">{text.noRight}</Text> : <Problem error={present.error ?? past.error} />}
      {present.data && (
        <Stack gap="md">
          <Text size="sm">{text.choose}</Text>
          {last > first && (
            <Slider
              min={first}
              max={last}
              value={at}
              onChange={setChosen}
              thumbLabel={text.slider}
              thumbProps={{ 'aria-valuetext': wordsOf(events.find(({ revision }) => revision === at)) }}
              label={(revision) => typeWords(events.find((event) => event.revision === revision)?.type ?? '')}
              px="xs"
            />
          )}
          <State
            title={text.stateAt(shownAt, last)}
            state={shown?.state}
            now={present.data.state}
            isPresent={shownAt === last}
          />
          {at !== last && (
            <Group>
              <Button size="xs" variant="default" onClick={() => setChosen(undefined)}>
                {text.now}
              </Button>
            </Group>
          )}
          <div className="table-frame" tabIndex={0} role="region" aria-label={text.events}>
            <List size="sm" listStyleType="none">
              {events.toReversed().map((event) => (
                <List.Item key={event.id} className="text">
                  <When at={event.time} />{' '}
                  <Anchor
                    component="button"
                    type="button"
                    size="sm"
                    underline="always"
                    aria-pressed={event.revision === at}
                    fw={event.revision === at ? 650 : 400}
                    onClick={() => setChosen(event.revision)}
                  >
                    {typeWords(event.type)}
                  </Anchor>{' '}
                  {text.by(actorOf(event))}
                </List.Item>
              ))}
            </List>
          </div>
          {present.data.omitted > 0 && <Text size="sm">{text.omitted(present.data.omitted)}</Text>}
        </Stack>
      )}
    </Paper>
  );
};

type StateOfThing = Readonly<Record<string, unknown>> | undefined;

const wordsOf = (event: { type: string; time: string } | undefined): string =>
  event === undefined ? '' : `${typeWords(event.type)}, ${new Date(event.time).toLocaleString()}`;

/** The fields of a state, beside those of now where they differ. */
const State = ({
  title,
  state,
  now,
  isPresent,
}: {
  title: string;
  state: StateOfThing;
  now: StateOfThing;
  isPresent: boolean;
}) => {
  if (state === undefined || now === undefined) return <Text size="sm">{text.noState}</Text>;
  const names = [...new Set([...Object.keys(state), ...(isPresent ? [] : Object.keys(now))])];
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={title}>
      <Table>
        <Table.Caption>{title}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{text.field}</Table.Th>
            <Table.Th scope="col">{isPresent ? text.now_ : text.value}</Table.Th>
            {!isPresent && <Table.Th scope="col">{text.now_}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {names.map((name) => {
            const [then, present] = [state[name], now[name]].map(valueWords);
            const isSame = then === present;
            return (
              <Table.Tr key={name}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td className="text">
                  <bdi>{then}</bdi>
                </Table.Td>
                {!isPresent && (
                  <Table.Td className="text" fw={isSame ? 400 : 650}>
                    {isSame ? text.same : <bdi>{present}</bdi>}
                  </Table.Td>
                )}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
};
