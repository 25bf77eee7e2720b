import {
  Button,
  Checkbox,
  Group,
  Menu,
  NativeSelect,
  Paper,
  Skeleton,
  Stack,
  Table,
  Text,
  TextInput,
} from '@mantine/core';
import { type InfiniteData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { common } from '../text/common.js';
import { table } from '../text/table.js';
import { Problem } from './problem.js';

export type Column<Item> = Readonly<{
  key: string;
  header: string;
  /** The name by which the server sorts, where it can. */
  sort?: string;
  cell: (item: Item) => ReactNode;
  /** Shown only when it is chosen. */
  isExtra?: true;
}>;

export type Filter = Readonly<{
  key: string;
  label: string;
  options?: readonly Readonly<{ value: string; label: string }>[];
  /** A time, which is typed in the zone of the reader. */
  isTime?: true;
  /** What is shown when nothing is chosen. */
  otherwise?: string;
}>;

/** What a table shows; it stands in the address of the page. */
export type TableState = Readonly<Record<string, string | undefined>>;

type ListPage<Item> = Readonly<{ items: readonly Item[]; nextCursor?: string | undefined }>;

const pageSizes = ['25', '50', '100', '200'];
const typingPauseMs = 300;

/** A list of the server: with search, filters, order, columns and page size, all of them in the address. */
export const DataTable = <Item extends { id: string }>({
  label,
  name,
  columns,
  filters = [],
  isSearchable = true,
  read,
  empty,
}: {
  /** What the list is of, for screen readers. */
  label: string;
  name: string;
  columns: readonly Column<Item>[];
  filters?: readonly Filter[];
  isSearchable?: boolean;
  read: (
    query: Readonly<Record<string, string | number | undefined>>,
    signal: AbortSignal,
  ) => Promise<ListPage<Item>>;
  /** What to do when there is nothing. */
  empty: ReactNode;
}) => {
  const search: TableState = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = (change: TableState) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value);
    void navigate({ to: '.', search: Object.fromEntries(next), replace: true });
  };
  const { rows = '50', columns: chosen, ...asked } = search;
  const shown = columns.filter(({ key, isExtra }) =>
    chosen === undefined ? !isExtra : chosen.split(',').includes(key),
  );
  const query = useInfiniteQuery<
    ListPage<Item>,
    Error,
    InfiniteData<ListPage<Item>>,
    QueryKey,
    string | undefined
  >({
    queryKey: [name, asked, rows],
    queryFn: ({ pageParam, signal }) =>
      read({ ...asked, limit: Number(rows), ...(pageParam !== undefined && { cursor: pageParam }) }, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Object.values(asked).some((value) => value);

  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        {isSearchable && <SearchField value={search['q'] ?? ''} onChange={(q) => set({ q })} />}
        {filters.map((filter) => (
          <FilterField
            key={filter.key}
            filter={filter}
            value={search[filter.key] ?? ''}
            onChange={(value) => set({ [filter.key]: value })}
          />
        ))}
        <Menu closeOnItemClick={false}>
          <Menu.Target>
            <Button variant="default">{common.columns}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {columns.map(({ key, header }) => {
              const isShown = shown.some((column) => column.key === key);
              const next = columns.filter((column) =>
                column.key === key ? !isShown : shown.includes(column),
              );
              return (
                <Menu.Item
                  key={key}
                  role="menuitemcheckbox"
                  aria-checked={isShown}
                  onClick={() => set({ columns: next.map((column) => column.key).join(',') })}
                  leftSection={
                    <Checkbox checked={isShown} readOnly tabIndex={-1} size="xs" aria-hidden="true" />
                  }
                >
                  {header}
                </Menu.Item>
              );
            })}
          </Menu.Dropdown>
        </Menu>
        <NativeSelect
          label={common.pageSize}
          value={rows}
          data={pageSizes}
          onChange={({ currentTarget }) => set({ rows: currentTarget.value })}
        />
        <Button variant="default" onClick={() => void query.refetch()} loading={query.isRefetching}>
          {common.refresh}
        </Button>
      </Group>
      <Problem error={query.error} />
      <Paper withBorder className="table-frame" tabIndex={0} role="region" aria-label={label}>
        <Table verticalSpacing="xs" highlightOnHover aria-busy={query.isFetching}>
          <Table.Thead>
            <Table.Tr>
              {shown.map((column) => (
                <Header
                  key={column.key}
                  column={column}
                  order={search['sort']}
                  onSort={(sort) => set({ sort })}
                />
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {query.isPending
              ? Array.from({ length: 5 }, (_, row) => (
                  <Table.Tr key={row}>
                    {shown.map(({ key }) => (
                      <Table.Td key={key}>
                        <Skeleton height={18} />
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))
              : items.map((item) => (
                  <Table.Tr key={item.id}>
                    {shown.map(({ key, cell }) => (
                      <Table.Td key={key} className="text">
                        {cell(item)}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
          </Table.Tbody>
        </Table>
        {query.isSuccess && items.length === 0 && (
          <Text p="lg" ta="center" c="dimmed" component="div">
            {isFiltered ? table.nothingFound : empty}
          </Text>
        )}
      </Paper>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {query.isPending ? common.loading : table.shown(items.length, query.hasNextPage)}
        </Text>
        {query.hasNextPage && (
          <Button
            variant="default"
            onClick={() => void query.fetchNextPage()}
            loading={query.isFetchingNextPage}
          >
            {table.more}
          </Button>
        )}
      </Group>
    </Stack>
  );
};

const SearchField = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => {
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onChange(typed), typingPauseMs);
    return () => clearTimeout(timer);
    // Only what is typed starts the pause anew.
  }, [typed]);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      type="search"
      label={common.search}
      value={typed}
      maxLength={200}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  );
};

/** As a field for a time has it: without a zone, in that of the reader. */
const localTime = (at: string): string => {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return '';
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

const FilterField = ({
  filter: { label, options, isTime, otherwise = table.any },
  value,
  onChange,
}: {
  filter: Filter;
  value: string;
  onChange: (value: string) => void;
}) => {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  if (options)
    return (
      <NativeSelect
        label={label}
        value={value}
        data={[{ value: '', label: otherwise }, ...options]}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    );
  if (isTime)
    return (
      <TextInput
        type="datetime-local"
        label={label}
        value={localTime(value)}
        onChange={({ currentTarget }) => {
          const at = new Date(currentTarget.value);
          onChange(Number.isNaN(at.getTime()) ? '' : at.toISOString());
        }}
      />
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange(typed);
      }}
    >
      <TextInput
        label={label}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={() => typed !== value && onChange(typed)}
      />
    </form>
  );
};

const Header = <Item,>({
  column: { header, sort },
  order,
  onSort,
}: {
  column: Column<Item>;
  order: string | undefined;
  onSort: (sort: string) => void;
}) => {
  if (sort === undefined) return <Table.Th scope="col">{header}</Table.Th>;
  const direction = order === sort ? 'ascending' : order === `-${sort}` ? 'descending' : 'none';
  const next = direction === 'ascending' ? `-${sort}` : sort;
  const arrow = { ascending: '↑', descending: '↓', none: '↕' }[direction];
  return (
    <Table.Th scope="col" aria-sort={direction}>
      <button type="button" className="sort" onClick={() => onSort(next)}>
        {header} <span aria-hidden="true">{arrow}</span>
      </button>
    </Table.Th>
  );
};
