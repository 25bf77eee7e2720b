import { Group, Text } from '@mantine/core';
import { common } from '../text/common.js';

export const Logo = () => (
  <Group gap={8} wrap="nowrap">
    <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#0b6b60" />
      <path d="M8 19c4-9 12 3 16-6" fill="none" stroke="#fff" strokeWidth="3.5" strokeLinecap="round" />
    </svg>
    <Text fw={650} component="span">
      {common.product}
    </Text>
  </Group>
);
