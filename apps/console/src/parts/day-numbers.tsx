import { Anchor, Box, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { common } from '../text/common.js';
import type { Series } from './bars.js';
import { LazyBars } from './lazy-bars.js';

type DayOf = Readonly<{ day: string } & Record<string, number | string>>;

const dayMs = 86_400_000;

/** What the audit log has of one day (UTC). */
const ofDay = (day: string): Record<string, string> => {
  const from = new Date(`${day}T00:00:00Z`);
  return { from: from.toISOString(), to: new Date(from.getTime() + dayMs).toISOString() };
};

/** Numbers of days, as a chart and as a table, whose days lead to the entries of the audit log. */
export const DayNumbers = ({
  label,
  days,
  series,
  search = {},
}: {
  label: string;
  days: readonly DayOf[];
  series: readonly Series[];
  /** What else the entries behind the numbers are filtered by. */
  search?: Readonly<Record<string, string>>;
}) => (
  <>
    <LazyBars rows={days} x="day" series={series} />
    <Box component="details" mt="xs">
      <summary className="summary">{common.asTable}</summary>
      <div className="table-frame" tabIndex={0} role="region" aria-label={label}>
        <Table>
          <Table.Caption>{label}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{common.day}</Table.Th>
              {series.map((each) => (
                <Table.Th key={each.key} scope="col">
                  {each.label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.toReversed().map((each) => (
              <Table.Tr key={each.day}>
                <Table.Th scope="row">
                  <Anchor
                    component={Link}
                    to="/console/audit"
                    search={{ ...search, ...ofDay(each.day) } as never}
                    size="sm"
                  >
                    {each.day}
                  </Anchor>
                </Table.Th>
                {series.map(({ key }) => (
                  <Table.Td key={key} className="number">
                    {each[key]}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Box>
  </>
);
