/** Can a key go? In three steps, and why. */
export type DeletionAdvice = Readonly<{ safeToDelete: 'yes' | 'probably' | 'no'; why: string }>;

export type KeyLife = Readonly<{
  status: 'active' | 'revoked' | 'expired';
  createdAt: string;
  lastUsedAt?: string;
}>;

const dayMs = 86_400_000;

/** Some things run once a month, some once a quarter. */
const monthly = 35;
const quarterly = 100;

/** What the use of a key says about deleting it. */
export const deletionAdvice = ({ status, createdAt, lastUsedAt }: KeyLife, now: Date): DeletionAdvice => {
  if (status !== 'active') return { safeToDelete: 'yes', why: `It was ${status} and opens nothing` };
  const days = Math.floor((now.getTime() - Date.parse(lastUsedAt ?? createdAt)) / dayMs);
  const since = days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
  const why = lastUsedAt === undefined ? `Never used; it was made ${since}` : `Last used ${since}`;
  if (days <= (lastUsedAt === undefined ? 0 : monthly)) return { safeToDelete: 'no', why };
  return { safeToDelete: days <= quarterly ? 'probably' : 'yes', why };
};
