/** Bytes of the body of an ordinary call. */
export const bodyLimit = 64 * 1024;

/** Bytes of a form or a question that has a few short fields. */
export const smallBody = 16 * 1024;

/** Bytes of a call that carries lists from elsewhere: provisioning, reports of leaks. */
export const largeBody = 1024 * 1024;

const limits: readonly (readonly [prefix: string, bytes: number])[] = [
  ['/oauth/', smallBody],
  ['/scim/', 256 * 1024],
  // 256 KiB of values, which JSON may write in more signs.
  ['/api/v1/credentials', largeBody],
];

/** Bytes that the body of a request to this route may have. */
export const bodyLimitOf = (url: string): number =>
  limits.find(([prefix]) => url.startsWith(prefix))?.[1] ?? bodyLimit;
