import { Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { SentCommand } from '../api/use-command.js';
import { common } from '../text/common.js';
import { Problem } from './problem.js';

export type Step = Readonly<{ title: string; content: ReactNode; isComplete: boolean }>;

/** Steps one after the other. The step stands in the address, so that the browser's own Back goes one step back. */
export const Wizard = ({
  steps,
  submit,
  command,
  onSubmit,
}: {
  steps: readonly Step[];
  submit: string;
  command: SentCommand;
  onSubmit: () => void;
}) => {
  const search: { step?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  // A step is reached only through those before it, after a reload too.
  const reachable = steps.findIndex(({ isComplete }) => !isComplete);
  const asked = Math.max(0, Number(search.step ?? 1) - 1);
  const at = Math.min(Number.isInteger(asked) ? asked : 0, reachable === -1 ? steps.length - 1 : reachable);
  const { title, content, isComplete } = steps[at] as Step;
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [at]);
  const go = (step: number) => void navigate({ to: '.', search: { step: String(step + 1) } });
  const isLast = at === steps.length - 1;
  return (
    <Paper withBorder p="lg" maw={720}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isComplete) return;
          if (isLast) onSubmit();
          else go(at + 1);
        }}
      >
        <Stack gap="md">
          <div>
            <Text size="sm" c="dimmed">
              {common.stepOf(at + 1, steps.length)}
            </Text>
            <Progress
              value={((at + 1) / steps.length) * 100}
              size="xs"
              my={6}
              aria-label={common.stepOf(at + 1, steps.length)}
            />
            <Title order={2} size="h4" ref={heading} tabIndex={-1}>
              {title}
            </Title>
          </div>
          {content}
          {isLast && <Problem error={command.error} />}
          <Group justify="space-between">
            <Button variant="default" disabled={at === 0} onClick={() => go(at - 1)}>
              {common.back}
            </Button>
            <Button type="submit" disabled={!isComplete} loading={command.isPending}>
              {isLast ? submit : common.next}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
};
