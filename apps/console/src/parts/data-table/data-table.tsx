import { everyItem } from '@credstream/sdk';
import { Button, Checkbox, Group, Paper, Skeleton, Stack, Table, Text } from '@mantine/core';
import { type InfiniteData, type QueryKey, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { common } from '../../text/common.js';
import { table } from '../../text/table.js';
import { Problem } from '../problem.js';
import { type BulkAction, BulkDialog } from './bulk-dialog.js';
import { ExportMenu } from './export-menu.js';
import { type Column, type Filter, useTableState } from './table-state.js';
import { TableTools } from './table-tools.js';

type ListPage<Item> = Readonly<{ items: readonly Item[]; nextCursor?: string | undefined }>;
type Loaded<Item> = InfiniteData<ListPage<Item>>;

const rowHeight = 41;
/** Rows beyond the edge that are drawn too, and that are left when the next page is asked for. */
const ahead = 12;

/**
 * A list of the server: with search, filters, order, columns and page size, all of them in the address. Only the rows
 * that can be seen are drawn; the next page is read when its rows come near.
 */
export const DataTable = <Item extends { id: string }>({
  label,
  name,
  columns,
  filters = [],
  isSearchable = true,
  nameOf,
  actions = [],
  read,
  empty,
}: {
  /** What the list is of, for screen readers. */
  label: string;
  name: string;
  columns: readonly Column<Item>[];
  filters?: readonly Filter[];
  isSearchable?: boolean;
  /** How one row is called. */
  nameOf: (item: Item) => string;
  /** What can be done to the rows that are selected. */
  actions?: readonly BulkAction<Item>[];
  read: (
    query: Readonly<Record<string, string | number | undefined>>,
    signal: AbortSignal,
  ) => Promise<ListPage<Item>>;
  /** What to do when there is nothing. */
  empty: ReactNode;
}) => {
  const client = useQueryClient();
  const { search, set, rows: size, shown, asked } = useTableState(columns, filters);
  const queryKey = ['list', name, asked, size];
  const readPage = (cursor: string | undefined, signal: AbortSignal) =>
    read({ ...asked, limit: Number(size), ...(cursor !== undefined && { cursor }) }, signal);
  const query = useInfiniteQuery<ListPage<Item>, Error, Loaded<Item>, QueryKey, string | undefined>({
    queryKey,
    queryFn: ({ pageParam, signal }) => readPage(pageParam, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Object.keys(asked).some((key) => key !== 'sort');

  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [doing, setDoing] = useState<{ action: BulkAction<Item>; to: readonly Item[] }>();
  const [exported, setExported] = useState<number>();
  const [exportError, setExportError] = useState<Error | null>(null);
  const [isSelecting, setSelecting] = useState(false);
  const question = JSON.stringify(queryKey);
  // What cannot be seen any more is not selected any more.
  useEffect(() => setChosen(new Set()), [question]);
  const selected = items.filter(({ id }) => chosen.has(id));
  const toggle = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const selectAll = async () => {
    setSelecting(true);
    let result = query.hasNextPage ? await query.fetchNextPage() : query;
    while (result.hasNextPage && !result.isError) result = await result.fetchNextPage();
    setSelecting(false);
    if (!result.isError)
      setChosen(new Set(result.data?.pages.flatMap((page) => page.items.map(({ id }) => id))));
  };
  const refresh = () => {
    // One page, as at the beginning: a long list is not read again as a whole.
    client.setQueryData<Loaded<Item>>(queryKey, (loaded) =>
      loaded ? { pages: loaded.pages.slice(0, 1), pageParams: loaded.pageParams.slice(0, 1) } : loaded,
    );
    setChosen(new Set());
    frame.current?.scrollTo({ top: 0 });
    void query.refetch();
  };

  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: ahead,
  });
  const drawn = virtual.getVirtualItems();
  const lastDrawn = drawn.at(-1)?.index ?? 0;
  const isAtEnd = items.length > 0 && lastDrawn >= items.length - 1;
  useEffect(() => {
    if (isAtEnd && query.hasNextPage && !query.isFetching && !query.isError) void query.fetchNextPage();
  }, [isAtEnd, query.hasNextPage, query.isFetching, query.isError]);
  const above = drawn[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  const hasSelection = actions.length > 0;
  const width = shown.length + (hasSelection ? 1 : 0);

  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <TableTools {...{ columns, shown, filters, isSearchable, search, rows: size, set }} />
        <Button variant="default" onClick={refresh} loading={query.isRefetching}>
          {common.refresh}
        </Button>
        <ExportMenu
          name={name}
          selected={selected}
          onProgress={setExported}
          onError={setExportError}
          readAll={async (signal, onCount) => {
            const all: Item[] = [];
            for await (const item of everyItem((cursor) => readPage(cursor, signal))) {
              all.push(item);
              if (all.length % Number(size) === 0) onCount(all.length);
            }
            return all;
          }}
        />
      </Group>
      <Problem error={query.error ?? exportError} />
      {selected.length > 0 && (
        <Group gap="sm" role="group" aria-label={table.selected(selected.length)}>
          <Text size="sm" role="status">
            {table.selected(selected.length)}
          </Text>
          {actions.map((each) => (
            <Button
              key={each.label}
              size="xs"
              color="red"
              variant="outline"
              onClick={() => setDoing({ action: each, to: selected })}
            >
              {each.label}
            </Button>
          ))}
          {query.hasNextPage && (
            <Button size="xs" variant="default" onClick={() => void selectAll()} loading={isSelecting}>
              {table.selectAll}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => setChosen(new Set())}>
            {table.unselect}
          </Button>
        </Group>
      )}
      <Paper withBorder className="table-frame" tabIndex={0} role="region" aria-label={label} ref={frame}>
        <Table
          verticalSpacing="xs"
          highlightOnHover
          className="rows"
          miw={`${shown.reduce((sum, { isWide }) => sum + (isWide ? 18 : 9), hasSelection ? 3 : 0)}rem`}
          aria-busy={query.isFetching}
          aria-rowcount={query.hasNextPage ? -1 : items.length + 1}
        >
          <colgroup>
            {hasSelection && <col className="narrow" />}
            {shown.map(({ key, isWide }) => (
              <col key={key} className={isWide ? 'wide' : undefined} />
            ))}
          </colgroup>
          <Table.Thead>
            <Table.Tr aria-rowindex={1}>
              {hasSelection && (
                <Table.Th scope="col">
                  <Checkbox
                    size="xs"
                    aria-label={table.selectLoaded}
                    checked={items.length > 0 && selected.length === items.length}
                    indeterminate={selected.length > 0 && selected.length < items.length}
                    disabled={items.length === 0}
                    onChange={({ currentTarget: { checked } }) =>
                      setChosen(new Set(checked ? items.map(({ id }) => id) : []))
                    }
                  />
                </Table.Th>
              )}
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
            {query.isPending &&
              Array.from({ length: 8 }, (_, row) => (
                <Table.Tr key={row}>
                  {Array.from({ length: width }, (_each, column) => (
                    <Table.Td key={column}>
                      <Skeleton height={18} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            <Gap height={above} width={width} />
            {drawn.map(({ index }) => {
              const item = items[index];
              return (
                item && (
                  <Table.Tr
                    key={item.id}
                    ref={virtual.measureElement}
                    data-index={index}
                    aria-rowindex={index + 2}
                  >
                    {hasSelection && (
                      <Table.Td>
                        <Checkbox
                          size="xs"
                          aria-label={table.select(nameOf(item))}
                          checked={chosen.has(item.id)}
                          onChange={({ currentTarget }) => toggle(item.id, currentTarget.checked)}
                        />
                      </Table.Td>
                    )}
                    {shown.map(({ key, cell }) => (
                      <Table.Td key={key} className="text">
                        {cell(item)}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                )
              );
            })}
            <Gap height={below} width={width} />
          </Table.Tbody>
        </Table>
        {query.isSuccess && items.length === 0 && (
          <Text p="lg" ta="center" c="dimmed" component="div">
            {isFiltered ? (
              <Stack align="center" gap="xs">
                {table.nothingFound}
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => set(Object.fromEntries(Object.keys(asked).map((key) => [key, undefined])))}
                >
                  {table.clear}
                </Button>
              </Stack>
            ) : (
              empty
            )}
          </Text>
        )}
      </Paper>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {exported !== undefined
            ? table.exporting(exported)
            : query.isPending
              ? common.loading
              : table.shown(items.length, query.hasNextPage)}
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
      {doing && (
        <BulkDialog
          action={doing.action}
          items={doing.to}
          nameOf={nameOf}
          onClose={(done) => {
            setDoing(undefined);
            setChosen(new Set([...chosen].filter((id) => !done.includes(id))));
          }}
        />
      )}
    </Stack>
  );
};

/** The place of the rows that are not drawn. */
const Gap = ({ height, width }: { height: number; width: number }) =>
  height > 0 ? (
    <tr aria-hidden="true">
      <td colSpan={width} style={{ height, padding: 0 }} />
    </tr>
  ) : null;

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
