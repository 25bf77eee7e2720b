import { type Doc, getField, isDoc } from '../bson/document.js';
import { invert, orderKey } from '../bson/order.js';
import { CommandError } from '../errors.js';
import { arrayIndex } from '../query/path.js';

export type KeyField = Readonly<{ path: string; parts: readonly string[]; direction: 1 | -1 }>;

/** What one document adds to an index: its keys, and the fields whose way goes through an array. */
export type DocumentKeys = Readonly<{ keys: readonly string[]; arrays: readonly string[] }>;

/** How far the way to one field has been gone. */
type Way = Readonly<{ path: string; value: unknown; parts: readonly string[]; done: boolean }>;

const finished = (way: Way, value: unknown): Way => ({ ...way, value, parts: [], done: true });

/** Goes on through documents until the end, or to an array. */
const advance = (way: Way): Way => {
  let { value } = way;
  let at = 0;
  while (at < way.parts.length && isDoc(value)) value = getField(value, way.parts[at++]!);
  const parts = way.parts.slice(at);
  if (Array.isArray(value) && !way.done) return { ...way, value, parts };
  if (value === undefined || parts.length > 0) return finished(way, null);
  return finished(way, value);
};

const intoElement = (way: Way, element: unknown): Way => {
  if (way.parts.length === 0) return finished(way, element);
  return isDoc(element) ? { ...way, value: element } : finished(way, null);
};

const parallel = (a: Way, b: Way): CommandError => {
  const top = ({ path }: Way): string => path.slice(0, `${path}.`.indexOf('.'));
  return new CommandError(
    'CannotIndexParallelArrays',
    `cannot index parallel arrays [${top(b)}] [${top(a)}]`,
  );
};

/**
 * The values under which a document is found, as MongoDB's key generator makes them: an array on the way is taken
 * apart once for all fields that go through it, so that what stands together in an element stays together.
 */
const expand = (ways: readonly Way[], arrays: Set<string>): unknown[][] => {
  const gone = ways.map((way) => (way.done ? way : advance(way)));
  const through = gone.filter(({ done }) => !done);
  const [first] = through;
  if (first === undefined) return [gone.map(({ value }) => value)];
  const array = first.value as unknown[];
  const other = through.find(({ value }) => value !== array);
  if (other !== undefined) throw parallel(first, other);
  for (const { path } of through) arrays.add(path);
  // A number on the way names one element.
  const placeOf = (way: Way): number => (way.parts.length === 0 ? -1 : arrayIndex(way.parts[0]!));
  const isPlaced = (way: Way): boolean => !way.done && placeOf(way) >= 0 && placeOf(way) < array.length;
  if (through.some(isPlaced)) {
    return expand(
      gone.map((way) =>
        isPlaced(way) ? { ...way, value: array[placeOf(way)], parts: way.parts.slice(1) } : way,
      ),
      arrays,
    );
  }
  if (array.length === 0) {
    return expand(
      gone.map((way) => (way.done ? way : finished(way, way.parts.length === 0 ? undefined : null))),
      arrays,
    );
  }
  return array.flatMap((element) =>
    expand(
      gone.map((way) => (way.done ? way : intoElement(way, element))),
      arrays,
    ),
  );
};

const startOf = (doc: Doc, { path, parts }: KeyField): Way => ({ path, value: doc, parts, done: false });

/** The values of every key of a document, field by field. @throws CommandError CannotIndexParallelArrays */
export const keyValues = (doc: Doc, fields: readonly KeyField[]): readonly (readonly unknown[])[] =>
  expand(
    fields.map((field) => startOf(doc, field)),
    new Set(),
  );

export const encodeKey = (values: readonly unknown[], fields: readonly KeyField[]): string => {
  let key = '';
  for (let i = 0; i < fields.length; i++) {
    const part = orderKey(values[i]);
    key += fields[i]!.direction === 1 ? part : invert(part);
  }
  return key;
};

/** The keys of a document, each once. @throws CommandError CannotIndexParallelArrays */
export const documentKeys = (doc: Doc, fields: readonly KeyField[]): DocumentKeys => {
  const arrays = new Set<string>();
  const all = expand(
    fields.map((field) => startOf(doc, field)),
    arrays,
  );
  if (all.length === 1) return { keys: [encodeKey(all[0]!, fields)], arrays: [...arrays] };
  return { keys: [...new Set(all.map((values) => encodeKey(values, fields)))], arrays: [...arrays] };
};
