import { type Field, fieldsOf } from './declared-fields.js';
import type { MessageClass } from './method.js';

type Values = Record<string, unknown>;

const emptyOf = (field: Field): unknown => {
  if (field.list) return [];
  switch (field.kind) {
    case 'text':
      return '';
    case 'whole':
      return 0;
    case 'flag':
      return false;
    case 'nested':
      return {};
  }
};

const itemsOf = (field: Field, value: unknown): readonly unknown[] =>
  field.list ? (value as readonly unknown[]) : [value];

/** Puts into a reply what gRPC leaves out of it: empty lists, 0, false and the empty text, where its class has them. */
export const fillReply = <Reply extends object>(reply: MessageClass<Reply>, received: object): Reply => {
  const values = received as Values;
  for (const field of fieldsOf(reply)) {
    if (values[field.name] === undefined && !field.optional) values[field.name] = emptyOf(field);
    const value = values[field.name];
    if (field.kind !== 'nested' || value === undefined) continue;
    for (const item of itemsOf(field, value)) fillReply(field.of, item as object);
  }
  return received as Reply;
};

const typeByKind = { text: 'string', whole: 'number', flag: 'boolean', nested: 'object' } as const;

const faultsOfField = (field: Field, value: unknown, path: string): readonly string[] => {
  if (value === undefined) return field.optional ? [] : [`${path} is missing`];
  if (field.list && !Array.isArray(value)) return [`${path} is no list`];
  if (field.list && field.optional && (value as unknown[]).length === 0) {
    return [`${path} is empty, and gRPC would leave it out: it has to be absent`];
  }
  return itemsOf(field, value).flatMap((item) => {
    const isWhole = field.kind !== 'whole' || Number.isSafeInteger(item);
    if (item === null || typeof item !== typeByKind[field.kind] || !isWhole) {
      return [`${path} is no ${field.kind}`];
    }
    return field.kind === 'nested' ? replyFaults(field.of, item as object, `${path}.`) : [];
  });
};

/** What in a reply is not as its class says: each field that the class lacks, that is missing, or of another type. */
export const replyFaults = (reply: MessageClass, value: object, path = ''): readonly string[] => {
  const fields = fieldsOf(reply);
  const known = new Set(fields.map(({ name }) => name));
  const unknown = Object.entries(value)
    .filter(([name, held]) => held !== undefined && !known.has(name))
    .map(([name]) => `${path}${name} is not a field of ${reply.name}`);
  return [
    ...unknown,
    ...fields.flatMap((field) => faultsOfField(field, (value as Values)[field.name], `${path}${field.name}`)),
  ];
};
