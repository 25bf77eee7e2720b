import { Badge } from '@mantine/core';

const colors: Readonly<Record<string, string>> = {
  active: 'pine',
  ok: 'pine',
  enabled: 'pine',
  none: 'gray',
  creating: 'gray',
  issues: 'orange',
  expired: 'gray',
  revoked: 'red',
  disabled: 'gray',
};

/** The word says it; the colour only helps. */
export const StatusBadge = ({ status }: { status: string }) => (
  <Badge variant="outline" color={colors[status] ?? 'gray'} tt="none" className={`status-${status}`}>
    {status}
  </Badge>
);
