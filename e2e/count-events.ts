import type { Session } from './session.js';

let counts = 0;

/** How many events there are, counted once the audit log knows of one that is recorded now: this key is described. */
export const countEvents = async (session: Session, keyId: string): Promise<number> => {
  counts += 1;
  const marker = await session.describe(keyId, `counted for the ${counts}th time`);
  const log = await session.auditLog(marker.headers.get('credstream-position') ?? '');
  // That keys were used is recorded once in a while, whatever is asked meanwhile.
  return log.filter(({ type }) => type !== 'UsageRecorded').length;
};
