import type { OpenAPIObject } from '@nestjs/swagger';

/** As much of a schema as examples are made of. */
type Node = Readonly<{
  $ref?: string;
  properties?: Readonly<Record<string, Node>>;
  items?: Node;
  required?: readonly string[];
  example?: unknown;
}>;

const dayMs = 86_400_000;
const daysAhead = /^P(\d+)D$/;

/** A time in an example is so many days ahead (`P90D`), since a fixed one would be in the past some day. */
const exampleTime = (example: unknown, now: Date): unknown => {
  const days = typeof example === 'string' ? daysAhead.exec(example)?.[1] : undefined;
  if (days === undefined) return example;
  const midnight = Math.ceil(now.getTime() / dayMs) * dayMs;
  return new Date(midnight + Number(days) * dayMs).toISOString().replace('.000Z', 'Z');
};

/** Makes the times in the examples of all schemas. */
export const placeExampleTimes = ({ components, paths }: OpenAPIObject, now: Date): void => {
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('example' in value) value.example = exampleTime(value.example, now);
    Object.values(value).forEach(visit);
  };
  visit(components?.schemas);
  visit(paths);
};

export type Schemas = Readonly<Record<string, Node>>;

const resolved = (schema: Node, schemas: Schemas): Node =>
  schemas[schema.$ref?.replace('#/components/schemas/', '') ?? ''] ?? schema;

export const hasRequiredFields = (schema: Node, schemas: Schemas): boolean =>
  (resolved(schema, schemas).required ?? []).length > 0;

const listOf = (item: unknown): readonly unknown[] | undefined => (item === undefined ? undefined : [item]);

/** What the examples of the fields make together; undefined when a field that must be there has none. */
export const exampleOf = (schema: Node, schemas: Schemas): unknown => {
  if (schema.example !== undefined) return schema.example;
  const named = resolved(schema, schemas);
  if (named.example !== undefined) return named.example;
  if (named.items) return listOf(exampleOf(named.items, schemas));
  if (!named.properties) return undefined;
  const fields = Object.entries(named.properties).map(
    ([field, node]) => [field, exampleOf(node, schemas)] as const,
  );
  const known = fields.filter(([, example]) => example !== undefined);
  const complete =
    known.length > 0 && (named.required ?? []).every((field) => known.some(([found]) => found === field));
  return complete ? Object.fromEntries(known) : undefined;
};
