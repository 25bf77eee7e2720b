import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export type PlainRow = Readonly<{ key: string; cells: readonly ReactNode[] }>;

/** A short list that is shown whole. */
export const PlainTable = ({
  label,
  headers,
  rows,
}: {
  /** What the list is of, for screen readers. */
  label: string;
  headers: readonly string[];
  rows: readonly PlainRow[];
}) => (
  <div className="table-frame" tabIndex={0} role="region" aria-label={label}>
    <Table verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          {headers.map((header) => (
            <Table.Th key={header} scope="col">
              {header}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, cells }) => (
          <Table.Tr key={key}>
            {cells.map((cell, column) => (
              <Table.Td key={headers[column]} className="text">
                {cell}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </div>
);
