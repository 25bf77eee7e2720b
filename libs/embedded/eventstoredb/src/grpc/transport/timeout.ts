const milliseconds = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 } as const;
/** `setTimeout` takes no more. */
const LONGEST = 2 ** 31 - 1;

/**
 * Milliseconds that a `grpc-timeout` header gives, `Infinity` without one, NaN when it is none.
 * Source: PROTOCOL-HTTP2.md of gRPC, "Timeout".
 */
export const timeoutOf = (header: string | undefined): number => {
  if (header === undefined) return Infinity;
  const [, amount, unit] = /^(\d{1,8})([HMSmun])$/.exec(header) ?? [];
  return Math.min(Number(amount) * milliseconds[unit as keyof typeof milliseconds], LONGEST);
};
