import { Badge, Button, Group, List, Modal, Progress, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Fragment, useEffect, useRef, useState } from 'react';
import { type BulkOutcome, inBulk } from '../../api/in-bulk.js';
import { saveRows } from '../../api/save-file.js';
import type { CommandHeaders } from '../../api/use-command.js';
import { common } from '../../text/common.js';
import { table } from '../../text/table.js';
import { Report } from '../report.js';

const text = table.bulk;
const namedAtMost = 10;
const reportedAtMost = 200;

/** Something that can be done to many things at once. */
export type BulkAction<Item> = Readonly<{
  label: string;
  /** What it means for them, before it is done. */
  warning: string;
  /** Has to be typed; for what cannot be undone. */
  confirmation?: (count: number) => string;
  send: (item: Item, headers: CommandHeaders) => Promise<unknown>;
}>;

type Named = Readonly<{ id: string; name: string }>;

/** Asks before it is done to all of them, does it, and tells what happened to each. */
export const BulkDialog = <Item extends { id: string }>({
  action,
  items,
  nameOf,
  onClose,
}: {
  action: BulkAction<Item>;
  items: readonly Item[];
  nameOf: (item: Item) => string;
  onClose: (done: readonly string[]) => void;
}) => {
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<'asked' | 'under way' | 'over'>('asked');
  const [outcomes, setOutcomes] = useState<readonly BulkOutcome[]>([]);
  const stopping = useRef(new AbortController());
  useEffect(() => () => stopping.current.abort(), []);
  const wanted = action.confirmation?.(items.length);
  const isConfirmed = wanted === undefined || typed === wanted;
  const start = async () => {
    setState('under way');
    const named = items.map((item) => ({ item, id: item.id, name: nameOf(item) }));
    await inBulk<Named & { item: Item }>(
      named,
      ({ item }, headers) => action.send(item, headers),
      stopping.current.signal,
      (outcome) => setOutcomes((before) => [...before, outcome]),
    );
    setState('over');
    void client.invalidateQueries();
  };
  const close = () => {
    if (state !== 'under way')
      onClose(outcomes.flatMap(({ id, outcome }) => (outcome === 'done' ? [id] : [])));
  };
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={text.title(action.label, items.length)}
      withCloseButton={state !== 'under way'}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {state === 'asked' && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (isConfirmed) void start();
          }}
        >
          <Stack gap="sm">
            <Text size="sm">{action.warning}</Text>
            <List size="sm">
              {items.slice(0, namedAtMost).map((item) => (
                <List.Item key={item.id} className="text">
                  <bdi>{nameOf(item)}</bdi>
                </List.Item>
              ))}
            </List>
            {items.length > namedAtMost && <Text size="sm">{text.more(items.length - namedAtMost)}</Text>}
            {wanted !== undefined && (
              <TextInput
                label={common.typeName(wanted)}
                value={typed}
                onChange={({ currentTarget }) => setTyped(currentTarget.value)}
                autoComplete="off"
                data-autofocus
              />
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {common.cancel}
              </Button>
              <Button type="submit" color="red" disabled={!isConfirmed}>
                {action.label}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
      {state === 'under way' && (
        <Stack gap="sm">
          <Text role="status">{text.progress(outcomes.length, items.length)}</Text>
          <Progress value={(outcomes.length / items.length) * 100} aria-label={text.progressLabel} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => stopping.current.abort()}>
              {text.stop}
            </Button>
          </Group>
        </Stack>
      )}
      {state === 'over' && <Outcomes label={action.label} outcomes={outcomes} onClose={close} />}
    </Modal>
  );
};

const Outcomes = ({
  label,
  outcomes,
  onClose,
}: {
  label: string;
  outcomes: readonly BulkOutcome[];
  onClose: () => void;
}) => {
  const count = (kind: BulkOutcome['outcome']) => outcomes.filter(({ outcome }) => outcome === kind).length;
  // What needs a look stands first.
  const sorted = (['refused', 'left', 'done'] as const).flatMap((kind) =>
    outcomes.filter(({ outcome }) => outcome === kind),
  );
  return (
    <Report
      label={text.reportLabel}
      summary={text.report(count('done'), count('refused'), count('left'))}
      isWhole={count('refused') + count('left') === 0}
      headers={[common.name, text.outcome]}
      rows={sorted.slice(0, reportedAtMost).map(({ id, name, outcome, problem }) => ({
        key: id,
        cells: [
          <bdi key="name">{name}</bdi>,
          <Fragment key="outcome">
            <Badge variant="outline" tt="none" color={outcome === 'done' ? 'pine' : 'gray'}>
              {text.outcomes[outcome]}
            </Badge>{' '}
            {problem}
          </Fragment>,
        ],
      }))}
      note={
        sorted.length > reportedAtMost && <Text size="sm">{text.more(sorted.length - reportedAtMost)}</Text>
      }
      actions={
        <>
          <Button variant="default" onClick={() => saveRows(label.toLowerCase(), 'csv', sorted)}>
            {text.saveReport}
          </Button>
          <Button onClick={onClose} data-autofocus>
            {common.close}
          </Button>
        </>
      }
    />
  );
};
