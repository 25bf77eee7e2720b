import { useSuspenseQuery } from '@tanstack/react-query';
import type { Me, Permission } from './console-session.js';
import { meQuery } from './queries.js';

/** Who is signed in. The frame of the pages has read it before. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;

export const useMay = (permission: Permission): boolean => useMe().permissions.includes(permission);
