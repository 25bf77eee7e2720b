import { CredstreamProblem } from '@credstream/sdk';
import { Alert, Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { Revised } from '../api/revision.js';
import { common } from '../text/common.js';
import { thing } from '../text/thing.js';
import { Problem } from './problem.js';
import { valueWords } from './value-words.js';

const text = thing.changed;

export type Labels<Value> = Readonly<Partial<Record<keyof Value & string, string>>>;

type Change<Value> = Readonly<{
  error: Error | null;
  changed: Value | undefined;
  isPending: boolean;
  goOn: (now: Revised<Value>) => void;
}>;

/** With what a thing is compared when somebody has changed it meanwhile, and what follows. */
export type Changing<Value> = Readonly<{
  /** The fields that are compared, as the page calls them. */
  labels: Labels<Value>;
  /** Reads the thing as it is now. */
  read: (signal: AbortSignal) => Promise<Revised<Value>>;
  /** Leaves everything as the other one made it. */
  onGiveUp: () => void;
}>;

/** Why a change was refused; when somebody else was faster, what they changed, field by field, and how to go on. */
export const ChangeProblem = <Value extends object>({
  change,
  labels,
  yours,
  read,
  onGiveUp,
}: Changing<Value> & {
  change: Change<Value>;
  /** What was typed, where the change is one of fields. */
  yours?: Partial<Value>;
}) =>
  change.changed === undefined ? (
    <Problem error={change.error} />
  ) : (
    <Difference {...{ change, seen: change.changed, labels, yours, read, onGiveUp }} />
  );

const Difference = <Value extends object>({
  change,
  seen,
  labels,
  yours,
  read,
  onGiveUp,
}: Changing<Value> & { change: Change<Value>; seen: Value; yours: Partial<Value> | undefined }) => {
  const now = useQuery({
    // Each difference is read anew.
    queryKey: ['changed-meanwhile', useId()],
    queryFn: ({ signal }) => read(signal),
    gcTime: 0,
    staleTime: 0,
  });
  const isGone = now.error instanceof CredstreamProblem && now.error.status === 404;
  const fields = Object.entries(labels) as [keyof Value & string, string][];
  const differing = fields.filter(
    ([name]) => now.data && valueWords(seen[name]) !== valueWords(now.data.value[name]),
  );
  return (
    <Alert color="orange" title={text.title} role="alert" my="sm">
      <Text size="sm">{isGone ? text.gone : text.text}</Text>
      {!isGone && <Problem error={now.error} />}
      {now.data && differing.length === 0 && <Text size="sm">{text.nothing}</Text>}
      {now.data && differing.length > 0 && (
        <Table my="xs">
          <Table.Thead>
            <Table.Tr>
              {[text.field, text.before, text.theirs, ...(yours ? [text.yours] : [])].map((each) => (
                <Table.Th key={each} scope="col">
                  {each}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {differing.map(([name, label]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row">{label}</Table.Th>
                {[seen[name], now.data.value[name]].map((value, at) => (
                  <Table.Td key={at} className="text">
                    <bdi>{valueWords(value)}</bdi>
                  </Table.Td>
                ))}
                {yours && (
                  <Table.Td className="text">
                    {name in yours ? <bdi>{valueWords(yours[name])}</bdi> : ''}
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Group mt="xs" gap="xs">
        {now.data && (
          <Button size="xs" loading={change.isPending} onClick={() => change.goOn(now.data)}>
            {yours ? text.goOnMine : text.goOn}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={onGiveUp}>
          {isGone ? common.close : text.takeTheirs}
        </Button>
      </Group>
    </Alert>
  );
};
