import { Button, CloseButton, Group, Menu, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { common } from '../../text/common.js';
import { table } from '../../text/table.js';
import { type Column, type Filter, pageSizes, type TableState } from './table-state.js';

const typingPauseMs = 300;

/** What is above a table: search, filters, columns, page size. */
export const TableTools = <Item,>({
  columns,
  shown,
  filters,
  isSearchable,
  search,
  rows,
  set,
}: {
  columns: readonly Column<Item>[];
  shown: readonly Column<Item>[];
  filters: readonly Filter[];
  isSearchable: boolean;
  search: TableState;
  rows: string;
  set: (change: TableState) => void;
}) => {
  const [added, setAdded] = useState<readonly string[]>([]);
  const isOpen = ({ key, isExtra }: Filter) => !isExtra || added.includes(key) || (search[key] ?? '') !== '';
  const offered = filters.filter((filter) => !isOpen(filter));
  return (
    <>
      {isSearchable && <SearchField value={search['q'] ?? ''} onChange={(q) => set({ q })} />}
      {filters.filter(isOpen).map((filter) => (
        <Group key={filter.key} gap={2} align="flex-end" wrap="nowrap">
          <FilterField
            filter={filter}
            isNew={added.includes(filter.key)}
            value={search[filter.key] ?? ''}
            onChange={(value) => set({ [filter.key]: value })}
          />
          {filter.isExtra && (
            <CloseButton
              size="lg"
              aria-label={table.removeFilter(filter.label)}
              onClick={() => {
                setAdded(added.filter((key) => key !== filter.key));
                set({ [filter.key]: undefined });
              }}
            />
          )}
        </Group>
      ))}
      {offered.length > 0 && (
        <Menu>
          <Menu.Target>
            <Button variant="default">{table.addFilter}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map(({ key, label }) => (
              <Menu.Item key={key} onClick={() => setAdded([...added, key])}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Menu closeOnItemClick={false}>
        <Menu.Target>
          <Button variant="default">{common.columns}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {columns.map((column) => {
            const isShown = shown.includes(column);
            const next = columns.filter((each) => (each === column ? !isShown : shown.includes(each)));
            return (
              <Menu.CheckboxItem
                key={column.key}
                checked={isShown}
                disabled={next.length === 0}
                onChange={() => set({ columns: next.map(({ key }) => key).join(',') })}
              >
                {column.header}
              </Menu.CheckboxItem>
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
    </>
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
  isNew,
  value,
  onChange,
}: {
  filter: Filter;
  isNew: boolean;
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
        autoFocus={isNew}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    );
  if (isTime)
    return (
      <TextInput
        type="datetime-local"
        label={label}
        value={localTime(value)}
        autoFocus={isNew}
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
        autoFocus={isNew}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={() => typed !== value && onChange(typed)}
      />
    </form>
  );
};
