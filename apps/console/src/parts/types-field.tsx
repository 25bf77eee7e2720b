import { dataOf } from '@credstream/sdk';
import { Checkbox, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { credstream } from '../api/client.js';
import { webhooks as text } from '../text/webhooks.js';
import { Problem } from './problem.js';

/** The types of events that a webhook can tell of. */
export const useWebhookTypes = () =>
  useQuery({
    queryKey: ['webhook-types'],
    queryFn: ({ signal }) => dataOf(credstream.GET('/api/v1/webhooks/types', { signal })),
    staleTime: Infinity,
  });

/** `chosen` is undefined as long as nobody has chosen: then those are meant that most people want. */
export const TypesField = ({
  chosen,
  onChange,
}: {
  chosen: readonly string[] | undefined;
  onChange: (types: string[]) => void;
}) => {
  const { data, error } = useWebhookTypes();
  const types = data?.items ?? [];
  const value = chosen ?? types.filter(({ usual }) => usual).map(({ type }) => type);
  return (
    <>
      <Problem error={error} />
      <Checkbox.Group
        label={text.typesLabel}
        description={text.typesHint}
        value={[...value]}
        onChange={onChange}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }} mt="xs" spacing="xs">
          {types.map(({ type }) => (
            <Checkbox key={type} value={type} label={type} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
    </>
  );
};
