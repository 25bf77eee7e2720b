import type { Writable } from 'node:stream';
import { NotDone, WrongUse } from './errors.js';
import type { Format } from './formats.js';
import { printable } from './printable.js';

/** What the caller wants to see. */
export type Wanted = Readonly<{
  output: Format;
  fields?: readonly string[];
  field?: string;
  quiet: boolean;
}>;

export type Item = Readonly<Record<string, unknown>>;

/** What a command has found, and what of it is shown unless the caller says otherwise. */
export type Shown = Readonly<{ data: Item | readonly Item[]; columns?: readonly string[] }>;

/** Whether a table is for eyes, and how wide they can see. */
export type Screen = Readonly<{ terminal: boolean; columns: number; colors: boolean }>;

export const screenOf = (
  stream: Writable & Partial<{ isTTY: boolean; columns: number }>,
  noColor: boolean,
): Screen => ({
  terminal: stream.isTTY === true,
  columns: stream.columns ?? 80,
  colors: stream.isTTY === true && !noColor,
});

/** `rateLimit.requests` of an item; undefined when there is none. */
const at = (item: Item, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Item)[name]
          : undefined,
      item,
    );

const asText = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(asText).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const cell = (item: Item, column: string): string => printable(asText(at(item, column))) || '-';

const segmenter = new Intl.Segmenter();
const widthOf = (text: string): number => [...segmenter.segment(text)].length;
const cut = (text: string, width: number): string => {
  const signs = [...segmenter.segment(text)].map(({ segment }) => segment);
  return signs.length <= width ? text : `${signs.slice(0, Math.max(0, width - 1)).join('')}…`;
};

const narrowest = 6;
const gap = '  ';

/** The widest columns give way until the line fits. */
const fitted = (widths: readonly number[], room: number): readonly number[] => {
  const fit = [...widths];
  const total = () => fit.reduce((sum, width) => sum + width, 0) + gap.length * (fit.length - 1);
  while (total() > room) {
    const widest = fit.indexOf(Math.max(...fit));
    if ((fit[widest] ?? 0) <= narrowest) break;
    fit[widest] = (fit[widest] ?? 0) - 1;
  }
  return fit;
};

const heading = (column: string): string =>
  column
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('.', ' ')
    .toUpperCase();

/** For eyes: aligned and as wide as the terminal. For pipes: whole values between tabs, without a heading. */
const tableOf = (items: readonly Item[], columns: readonly string[], screen: Screen): string => {
  const rows = items.map((item) => columns.map((column) => cell(item, column)));
  if (!screen.terminal) return rows.map((row) => `${row.join('\t')}\n`).join('');
  const all = [columns.map(heading), ...rows];
  const widths = fitted(
    columns.map((_, index) => Math.max(...all.map((row) => widthOf(row[index] ?? '')))),
    screen.columns,
  );
  return all
    .map((row, line) => {
      const cells = row.map((text, index) => {
        const width = widths[index] ?? 0;
        const short = cut(text, width);
        return index === row.length - 1 ? short : short + ' '.repeat(Math.max(0, width - widthOf(short)));
      });
      const text = cells.join(gap).trimEnd();
      return `${line === 0 && screen.colors ? `\u001b[1m${text}\u001b[0m` : text}\n`;
    })
    .join('');
};

const linesOf = (item: Item, columns: readonly string[], screen: Screen): string => {
  const width = Math.max(...columns.map((column) => column.length)) + gap.length;
  return columns
    .map((column) =>
      screen.terminal
        ? `${column.padEnd(width)}${cell(item, column)}\n`
        : `${column}\t${cell(item, column)}\n`,
    )
    .join('');
};

const isList = (data: Shown['data']): data is readonly Item[] => Array.isArray(data);

const knownFields = (items: readonly Item[]): readonly string[] =>
  [...new Set(items.flatMap(Object.keys))].sort();

const oneField = (items: readonly Item[], field: string): string =>
  items
    .map((item) => {
      const value = at(item, field);
      if (value === undefined) {
        throw new NotDone(
          `There is no field ${field} in the answer. It has: ${knownFields(items).join(', ')}`,
        );
      }
      return `${typeof value === 'string' ? value : JSON.stringify(value)}\n`;
    })
    .join('');

const chosen = (item: Item, fields: readonly string[] | undefined): Item =>
  fields ? Object.fromEntries(fields.map((field) => [field, at(item, field) ?? null])) : item;

const nameOf = (item: Item): string => {
  const name =
    item['id'] ?? item['name'] ?? item['type'] ?? item['path'] ?? item['attachmentId'] ?? item['eventId'];
  if (name === undefined) throw new WrongUse('This answer has no name. Take -o json, or --field.');
  return asText(name);
};

/** One of many that come one after another: JSON on a line of its own, and no heading. */
export const lineOf = async (
  item: Item,
  columns: readonly string[],
  wanted: Wanted,
  screen: Screen,
): Promise<string> => {
  if (wanted.field === undefined && wanted.output === 'json')
    return `${JSON.stringify(chosen(item, wanted.fields))}\n`;
  return outputOf({ data: [item], columns }, wanted, { ...screen, terminal: false });
};

/** What goes to standard output. */
export const outputOf = async ({ data, columns }: Shown, wanted: Wanted, screen: Screen): Promise<string> => {
  const items = isList(data) ? data : [data];
  if (wanted.field !== undefined) return oneField(items, wanted.field);
  if (wanted.quiet && wanted.output === 'table') return '';
  const selected = items.map((item) => chosen(item, wanted.fields));
  const whole = isList(data) ? selected : selected[0];
  switch (wanted.output) {
    case 'json':
      return `${JSON.stringify(whole, null, 2)}\n`;
    case 'yaml':
      return (await import('./yaml.js')).stringify(whole);
    case 'name':
      return items.map((item) => `${nameOf(item)}\n`).join('');
    case 'table': {
      if (isList(data)) return tableOf(items, wanted.fields ?? columns ?? knownFields(items), screen);
      return linesOf(data, wanted.fields ?? Object.keys(data), screen);
    }
  }
};
