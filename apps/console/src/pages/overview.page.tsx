import { dataOf } from '@credstream/sdk';
import { Anchor, List, NativeSelect, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { credstream } from '../api/client.js';
import { apiKeysInNeed, credentialsInNeed } from '../api/needing-attention.js';
import { useMay } from '../api/use-me.js';
import { DayNumbers } from '../parts/day-numbers.js';
import { Page } from '../parts/page.js';
import { Problem } from '../parts/problem.js';
import { When } from '../parts/when.js';
import { overview } from '../text/overview.js';

/** As many as one page of a list has: beyond that a number says "or more". */
const limit = 200;
const dayMs = 86_400_000;

/** A day in UTC, so many days ago, as the server takes it. */
const dayBefore = (days: string): string =>
  new Date(Date.now() - (Number(days) - 1) * dayMs).toISOString().slice(0, 10);

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <Title order={2} size="h4" mb="sm">
      {title}
    </Title>
    {children}
  </section>
);

const Figure = ({
  label,
  count,
  more,
  to,
  search,
}: {
  label: string;
  count: number | undefined;
  more: boolean;
  to: string;
  search: Record<string, string>;
}) => (
  <Paper withBorder p="md">
    {count === undefined ? (
      <Skeleton height={34} width={60} />
    ) : (
      <Text size="xl" fw={650} className="number">
        {overview.atLeast(count, more)}
      </Text>
    )}
    <Anchor component={Link} to={to} search={search as never} size="sm">
      {label}
    </Anchor>
  </Paper>
);

export const OverviewPage = () => {
  const seesCredentials = useMay('credential.read');
  const hasKeys = useMay('apikey.own');
  const seesEvents = useMay('audit.read');
  const [days, setDays] = useState('30');
  const credentials = useQuery({
    queryKey: ['overview-credentials'],
    queryFn: ({ signal }) =>
      dataOf(credstream.GET('/api/v1/credentials', { params: { query: { limit } }, signal })),
    enabled: seesCredentials,
  });
  const keys = useQuery({
    queryKey: ['overview-keys'],
    queryFn: ({ signal }) =>
      dataOf(credstream.GET('/api/v1/api-keys', { params: { query: { limit, sort: 'expiresAt' } }, signal })),
    enabled: hasKeys,
  });
  const events = useQuery({
    queryKey: ['overview-events'],
    queryFn: ({ signal }) =>
      dataOf(credstream.GET('/api/v1/audit/events', { params: { query: { limit: 8 } }, signal })),
    enabled: seesEvents,
  });
  const counts = useQuery({
    queryKey: ['overview-counts', days],
    queryFn: ({ signal }) =>
      dataOf(
        credstream.GET('/api/v1/audit/counts', { params: { query: { from: dayBefore(days) } }, signal }),
      ),
    enabled: seesEvents,
    placeholderData: keepPreviousData,
  });
  const moreCredentials = credentials.data?.nextCursor !== undefined;
  const moreKeys = keys.data?.nextCursor !== undefined;
  const list = '/console/credentials';
  return (
    <Page title={overview.title}>
      <Stack gap="xl">
        <Problem error={credentials.error ?? keys.error ?? events.error} />
        {!seesCredentials && !hasKeys && !seesEvents && <Text>{overview.nothing}</Text>}
        {(seesCredentials || hasKeys) && (
          <Section title={overview.ending}>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
              {hasKeys && (
                <Figure
                  label={overview.endingKeys}
                  count={keys.data?.items.filter(apiKeysInNeed.ending).length}
                  more={moreKeys}
                  to="/console/api-keys"
                  search={{ only: 'ending', sort: 'expiresAt' }}
                />
              )}
              {seesCredentials && (
                <Figure
                  label={overview.endingCredentials}
                  count={credentials.data?.items.filter(credentialsInNeed.ending).length}
                  more={moreCredentials}
                  to={list}
                  search={{ only: 'ending', columns: 'name,type,status,expiresAt' }}
                />
              )}
            </SimpleGrid>
          </Section>
        )}
        {(seesCredentials || hasKeys) && (
          <Section title={overview.attention}>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
              {seesCredentials && (
                <>
                  <Figure
                    label={overview.issues}
                    count={credentials.data?.items.filter(({ status }) => status === 'issues').length}
                    more={moreCredentials}
                    to={list}
                    search={{ status: 'issues' }}
                  />
                  <Figure
                    label={overview.expired}
                    count={credentials.data?.items.filter(({ status }) => status === 'expired').length}
                    more={moreCredentials}
                    to={list}
                    search={{ status: 'expired' }}
                  />
                  <Figure
                    label={overview.advice}
                    count={credentials.data?.items.filter(credentialsInNeed.advice).length}
                    more={moreCredentials}
                    to={list}
                    search={{ only: 'advice', columns: 'name,type,status,advice' }}
                  />
                </>
              )}
              {hasKeys && (
                <Figure
                  label={overview.unused}
                  count={keys.data?.items.filter(apiKeysInNeed.unused).length}
                  more={moreKeys}
                  to="/console/api-keys"
                  search={{ only: 'unused', columns: 'name,createdAt,lastUsedAt' }}
                />
              )}
            </SimpleGrid>
          </Section>
        )}
        {seesEvents && (
          <Section title={overview.overTime}>
            <Paper withBorder p="md">
              <NativeSelect
                label={overview.period}
                value={days}
                data={[...overview.periods]}
                onChange={({ currentTarget }) => setDays(currentTarget.value)}
                maw={200}
                mb="md"
              />
              <Problem error={counts.error} />
              {counts.data ? (
                <SimpleGrid cols={{ base: 1, md: 2 }}>
                  {overview.charts.map(({ label, series }) => (
                    <div key={label}>
                      <Title order={3} size="h5" mb="xs">
                        {label}
                      </Title>
                      <DayNumbers label={label} days={counts.data.items} series={series} />
                    </div>
                  ))}
                </SimpleGrid>
              ) : (
                counts.isPending && <Skeleton height={260} />
              )}
            </Paper>
          </Section>
        )}
        {seesEvents && events.data && (
          <Section title={overview.events}>
            <Paper withBorder p="md">
              <List size="sm" spacing="xs" listStyleType="none">
                {events.data.items.map(({ id, time, summary }) => (
                  <List.Item key={id} className="text">
                    <When at={time} /> · <bdi>{summary}</bdi>
                  </List.Item>
                ))}
              </List>
            </Paper>
          </Section>
        )}
      </Stack>
    </Page>
  );
};
