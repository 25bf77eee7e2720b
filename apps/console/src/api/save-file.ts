import { csvLine } from '@credstream/csv';

type Row = Readonly<Record<string, unknown>>;

const fieldOf = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** Rows as a table for a spreadsheet, in which no name of another's making is a formula. */
export const csvOf = (rows: readonly Row[]): string => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [names, ...rows.map((row) => names.map((name) => fieldOf(row[name])))].map(csvLine).join('');
};

export const fileFormats = ['json', 'csv'] as const;
export type FileFormat = (typeof fileFormats)[number];

const types: Readonly<Record<FileFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv;charset=utf-8',
};

/** Saves rows as a file of the browser. */
export const saveRows = (name: string, format: FileFormat, rows: readonly Row[]): void => {
  const text = format === 'json' ? `${JSON.stringify(rows, null, 2)}\n` : csvOf(rows);
  const url = URL.createObjectURL(new Blob([text], { type: types[format] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.${format}`;
  link.click();
  URL.revokeObjectURL(url);
};
