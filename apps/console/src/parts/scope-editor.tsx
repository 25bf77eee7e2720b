import { dataOf } from '@credstream/sdk';
import { Button, Checkbox, Fieldset, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { credstream } from '../api/client.js';
import { registries } from '../text/registries.js';

const text = registries.wizard;

export type RuleDraft = Readonly<{ pattern: string; pull: boolean; push: boolean; remove: boolean }>;
export type ScopesDraft = Readonly<{ rules: readonly RuleDraft[]; canList: boolean }>;

export const newRule: RuleDraft = { pattern: '', pull: true, push: false, remove: false };

/** Scopes as the server takes them. */
export const scopesOf = ({ rules, canList }: ScopesDraft) => [
  ...rules.map(({ pattern, pull, push, remove }) => ({
    type: 'repository' as const,
    name: pattern,
    actions: [...(pull ? ['pull'] : []), ...(push ? ['push'] : []), ...(remove ? ['delete'] : [])],
  })),
  ...(canList ? [{ type: 'registry' as const }] : []),
];

export const isRule = ({ pattern, pull, push, remove }: RuleDraft): boolean =>
  pattern !== '' && (pull || push || remove);

/** Does a pattern reach this repository? Only to show it: what may be done, the server decides. */
export const reaches = (pattern: string, repository: string): boolean => {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(repository);
};

const shownAtMost = 5;

export const ScopeEditor = ({
  registryId,
  draft,
  isSingle = false,
  onChange,
}: {
  registryId: string;
  draft: ScopesDraft;
  /** One rule, and nothing besides. */
  isSingle?: boolean;
  onChange: (draft: ScopesDraft) => void;
}) => {
  const { data } = useQuery({
    queryKey: ['repositories', registryId],
    queryFn: ({ signal }) =>
      dataOf(
        credstream.GET('/api/v1/registries/{registryId}/repositories', {
          params: { path: { registryId }, query: { limit: 200 } },
          signal,
        }),
      ),
  });
  const known = data?.items.map(({ name }) => name) ?? [];
  const set = (at: number, rule: RuleDraft | undefined) =>
    onChange({
      ...draft,
      rules: draft.rules.flatMap((each, index) => (index === at ? (rule ? [rule] : []) : [each])),
    });
  return (
    <Stack gap="sm">
      {draft.rules.map((rule, at) => {
        const reached = rule.pattern === '' ? [] : known.filter((name) => reaches(rule.pattern, name));
        return (
          <Fieldset key={at} legend={text.scope(at + 1)}>
            <Stack gap="xs">
              <TextInput
                label={text.pattern(at + 1)}
                description={text.patternHint}
                required
                value={rule.pattern}
                onChange={({ currentTarget }) => set(at, { ...rule, pattern: currentTarget.value })}
              />
              <Group>
                <Checkbox
                  label={text.pull}
                  checked={rule.pull}
                  disabled={rule.push}
                  onChange={({ currentTarget }) => set(at, { ...rule, pull: currentTarget.checked })}
                />
                <Checkbox
                  label={text.push}
                  checked={rule.push}
                  onChange={({ currentTarget: { checked } }) =>
                    set(at, { ...rule, push: checked, pull: checked || rule.pull })
                  }
                />
                <Checkbox
                  label={text.remove}
                  checked={rule.remove}
                  onChange={({ currentTarget }) => set(at, { ...rule, remove: currentTarget.checked })}
                />
              </Group>
              {rule.pattern !== '' && data && (
                <div role="status">
                  <Text size="sm">{text.reaches(reached.length)}</Text>
                  <List size="sm">
                    {reached.slice(0, shownAtMost).map((name) => (
                      <List.Item key={name} className="text">
                        {name}
                      </List.Item>
                    ))}
                  </List>
                  {reached.length > shownAtMost && (
                    <Text size="sm">{text.more(reached.length - shownAtMost)}</Text>
                  )}
                </div>
              )}
              {draft.rules.length > 1 && (
                <Group>
                  <Button size="xs" variant="default" onClick={() => set(at, undefined)}>
                    {text.drop(at + 1)}
                  </Button>
                </Group>
              )}
            </Stack>
          </Fieldset>
        );
      })}
      {!isSingle && (
        <>
          <Group>
            <Button
              variant="default"
              onClick={() => onChange({ ...draft, rules: [...draft.rules, newRule] })}
            >
              {text.add}
            </Button>
          </Group>
          <Checkbox
            label={text.listing}
            checked={draft.canList}
            onChange={({ currentTarget }) => onChange({ ...draft, canList: currentTarget.checked })}
          />
        </>
      )}
    </Stack>
  );
};
