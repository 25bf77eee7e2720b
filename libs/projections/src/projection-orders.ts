/** What operators have decided about an event that could not be projected. `number` counts the decisions, from 1. */
export type FailureOrder = Readonly<{ decision: 'retry' | 'skip'; number: number }>;

/** What operators ask of a projection. */
export type Orders = Readonly<{
  /** A generation that is not the one that serves is built beside it, and takes its place. */
  generation: number;
  /** By the position of the event, decimal text. */
  failures: Readonly<Record<string, FailureOrder>>;
}>;

/** Where a projection learns what is asked of it; every copy of a service learns the same. */
export type OrderSource = Readonly<{
  current: () => Orders;
  /** Calls back when something new is asked; the answer ends that. */
  onChange: (listener: () => void) => () => void;
}>;

/** Nobody asks for anything. */
export const noOrders: OrderSource = {
  current: () => ({ generation: 0, failures: {} }),
  onChange: () => () => undefined,
};
