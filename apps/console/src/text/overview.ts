export const overview = {
  title: 'Overview',
  ending: 'End in the next 30 days',
  endingKeys: 'API keys of yours',
  endingCredentials: 'Credentials',
  attention: 'Need attention',
  issues: 'Credentials whose check failed',
  expired: 'Credentials that have expired',
  advice: 'Credentials with advice',
  unused: 'API keys of yours that were never used',
  overTime: 'Over time',
  period: 'Period',
  periods: [
    { value: '7', label: '7 days' },
    { value: '30', label: '30 days' },
    { value: '90', label: '90 days' },
  ],
  charts: [
    {
      label: 'Uses and reads by day',
      series: [
        { key: 'uses', label: 'Uses of keys and tokens' },
        { key: 'reads', label: 'Reads of secrets' },
        { key: 'changes', label: 'Changes' },
      ],
    },
    {
      label: 'Refusals by day',
      series: [
        { key: 'refusals', label: 'Refused keys, accesses and tokens' },
        { key: 'failedSignIns', label: 'Failed sign-ins' },
      ],
    },
  ],
  events: 'Newest events',
  allEvents: 'All events',
  atLeast: (count: number, more: boolean) => `${count}${more ? ' or more' : ''}`,
  nothing: 'Nothing to show with the roles that you have.',
} as const;
