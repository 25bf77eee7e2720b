import { Box } from '@mantine/core';
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

export type Series = Readonly<{ key: string; label: string }>;
type Row = Readonly<Record<string, number | string>>;

const height = 220;

/** Numbers as bars. They stand beside it as text too, for who does not see it; nothing moves in it. */
export const Bars = ({
  rows,
  x,
  series,
}: {
  rows: readonly Row[];
  /** The field that stands below each bar. */
  x: string;
  series: readonly Series[];
}) => (
  <Box h={height} aria-hidden="true" className="chart">
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={[...rows]} accessibilityLayer={false} margin={{ left: -20, top: 4 }}>
        <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" />
        <XAxis dataKey={x} minTickGap={24} />
        <YAxis allowDecimals={false} />
        <Tooltip isAnimationActive={false} cursor={{ fill: 'var(--mantine-color-default-hover)' }} />
        {series.length > 1 && <Legend />}
        {series.map(({ key, label }, at) => (
          <Bar
            key={key}
            dataKey={key}
            name={label}
            stackId="all"
            maxBarSize={48}
            fill={`var(--chart-${at + 1})`}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  </Box>
);
