import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export type Column<Item> = Readonly<{
  key: string;
  header: string;
  /** The name by which the server sorts, where it can. */
  sort?: string;
  cell: (item: Item) => ReactNode;
  /** Shown only when it is chosen. */
  isExtra?: true;
  /** Gets twice the width of the others. */
  isWide?: true;
}>;

export type Filter = Readonly<{
  /** The name of the parameter in the request and in the address. */
  key: string;
  label: string;
  options?: readonly Readonly<{ value: string; label: string }>[];
  /** A time, which is typed in the zone of the reader. */
  isTime?: true;
  /** What is shown when nothing is chosen. */
  otherwise?: string;
  /** Offered in the menu of filters, and shown once it is chosen there or stands in the address. */
  isExtra?: true;
}>;

/** What a table shows; it stands in the address of the page. */
export type TableState = Readonly<Record<string, string | undefined>>;

export const pageSizes = ['25', '50', '100', '200'] as const;
const defaultSize = '50';

/** The part of a request that is the same for each page of a list. */
export type Asked = Readonly<Record<string, string>>;

/** The state of a table, as it stands in the address. What the table does not know there is not asked for. */
export const useTableState = <Item>(columns: readonly Column<Item>[], filters: readonly Filter[]) => {
  const search: TableState = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = (change: TableState): void => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value);
    void navigate({ to: '.', search: Object.fromEntries(next), replace: true });
  };
  const chosen = search['columns']?.split(',') ?? [];
  const known = columns.filter(({ key }) => chosen.includes(key));
  const names = ['q', 'sort', ...filters.map(({ key }) => key)];
  const rows = pageSizes.find((size) => size === search['rows']) ?? defaultSize;
  return {
    search,
    set,
    rows,
    shown: known.length > 0 ? known : columns.filter(({ isExtra }) => !isExtra),
    asked: Object.fromEntries(names.flatMap((name) => (search[name] ? [[name, search[name]]] : []))) as Asked,
  };
};
