/**
 * The life of a key: `next` is known to everybody before anybody uses it, `current` is used, `retired` ones are
 * still good for what was made with them. What is never rotated has no `next`.
 */
export type Ring<K> = Readonly<{ current: K; next?: K; retired: readonly Retired<K>[] }>;

export type Retired<K> = Readonly<{ key: K; retiredAt: string }>;

/** Every key of a ring, the one in use first. */
export const keysOf = <K>({ current, next, retired }: Ring<K>): readonly [K, ...K[]] => [
  current,
  ...(next === undefined ? [] : [next]),
  ...retired.map(({ key }) => key),
];

/** The next key comes into use. What retired before `forget` is dropped; absent = nothing is. */
export const turn = <K>(ring: Ring<K>, next: K, now: Date, forget?: Date): Ring<K> => ({
  current: ring.next ?? ring.current,
  next,
  retired: [
    { key: ring.current, retiredAt: now.toISOString() },
    ...ring.retired.filter(({ retiredAt }) => !forget || Date.parse(retiredAt) >= forget.getTime()),
  ],
});
