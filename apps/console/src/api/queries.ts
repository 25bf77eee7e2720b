import { dataOf, Unreachable } from '@credstream/sdk';
import { QueryCache, QueryClient, queryOptions } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { credstream, signInClient } from './client.js';

const listeners = new Set<() => void>();
let isAway = false;
const setAway = (away: boolean): void => {
  if (isAway === away) return;
  isAway = away;
  for (const listener of listeners) listener();
};

/** Is the server not to be reached? */
export const useIsAway = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isAway,
  );

const longestPauseMs = 5_000;

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onSuccess: () => setAway(false) }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      // The client itself has tried again after 429 and 503.
      retry: (_count, error) => {
        const away = error instanceof Unreachable;
        setAway(away);
        return away;
      },
      retryDelay: (count) => Math.min(1_000 * 2 ** count, longestPauseMs),
    },
    mutations: { networkMode: 'always' },
  },
});

export const browserSessionQuery = queryOptions({
  queryKey: ['browser-session'],
  queryFn: ({ signal }) => dataOf(signInClient.GET('/oauth/browser-session', { signal })),
  staleTime: Infinity,
});

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => dataOf(credstream.GET('/api/v1/me', { signal })),
  staleTime: 60_000,
});
