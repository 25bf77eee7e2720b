import { Skeleton } from '@mantine/core';
import { type ComponentProps, lazy, Suspense } from 'react';
import type { Bars } from './bars.js';

const Loaded = lazy(() => import('./bars.js').then((module) => ({ default: module.Bars })));

/** Bars, whose library is loaded when they are shown first. */
export const LazyBars = (bars: ComponentProps<typeof Bars>) => (
  <Suspense fallback={<Skeleton height={220} />}>
    <Loaded {...bars} />
  </Suspense>
);
