import { RequestInvalid } from '@credstream/domain-kernel';

/** Only the columns that `fields` names, `id,name` for instance; all of them when it is absent. */
export const chosenFields = <Item extends object>(
  items: readonly Item[],
  fields: string | undefined,
  known: readonly string[],
): readonly Partial<Item>[] => {
  if (fields === undefined) return items;
  const wanted = fields.split(',');
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const message = `fields is a list of names with commas between them: ${known.join(',')}`;
    throw new RequestInvalid(message, { errors: [{ path: 'fields', rule: 'fields', message }] });
  }
  return items.map(
    (item) =>
      Object.fromEntries(Object.entries(item).filter(([name]) => wanted.includes(name))) as Partial<Item>,
  );
};
