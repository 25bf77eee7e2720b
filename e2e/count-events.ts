import type { Session } from './session.js';

let counts = 0;

/** Recorded once in a while, whatever is asked meanwhile. */
const summed: ReadonlySet<unknown> = new Set(['UsageRecorded', 'AccessesRefused']);

/** How many events there are, counted once the audit log knows of one that is recorded now: this key is described. */
export const countEvents = async (session: Session, keyId: string): Promise<number> => {
  counts += 1;
  const marker = await session.describe(keyId, `counted for the ${counts}th time`);
  const log = await session.auditLog(marker.headers.get('credstream-position') ?? '');
  return log.filter(({ type }) => !summed.has(type)).length;
};
