import type { KeyFeedMessage } from '@credstream/contracts/apikey';
import type { VerificationEntry } from '@credstream/domain-apikey';
import { KeyIndex } from './key-index.js';

export const maxStalenessMs = 1_000;

export const entryOf = (
  keyId: string,
  userId = 'u1',
  more: Partial<VerificationEntry> = {},
): VerificationEntry => ({
  keyId,
  secrets: [{ hash: '0'.repeat(64) }],
  status: 'active',
  expiresAt: Number.MAX_SAFE_INTEGER,
  userId,
  username: `name of ${userId}`,
  account: 'acme',
  ownerActive: true,
  roles: [{ role: 'viewer', scope: 'acme' }],
  ...more,
});

type Asked = Readonly<{
  keyId: string;
  minPosition?: string;
  answer: (entry?: VerificationEntry) => Promise<void>;
  fail: (error: Error) => Promise<void>;
}>;

/** Everything that is due has happened when this resolves; it needs no time. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * An index whose clock stands still, whose feed is what the test says, and whose questions to apikey-service
 * wait in `asked` until the test answers them.
 */
export const indexUnderTest = (capacity?: number) => {
  const time = { ms: 0 };
  const asked: Asked[] = [];
  const index = new KeyIndex(
    {
      call: ((_method: unknown, request: { keyId: string; minPosition?: string }) =>
        new Promise((resolve, reject) => {
          asked.push({
            ...request,
            answer: (entry) => {
              resolve(entry ? { entry: JSON.stringify(entry) } : {});
              return settled();
            },
            fail: (error) => {
              reject(error);
              return settled();
            },
          });
        })) as never,
    },
    maxStalenessMs,
    { clock: () => time.ms, ...(capacity !== undefined && { capacity }) },
  );
  let sequence = 0;
  const hear = (change?: KeyFeedMessage['change'], more: Partial<KeyFeedMessage> = {}): void => {
    const message = { epoch: 'a', sequence, position: '1', at: 0, ...(change && { change }), ...more };
    sequence = message.sequence + 1;
    index.hear(message);
  };
  /** Has the index load an entry and answers it. */
  const loaded = async (entry: VerificationEntry): Promise<VerificationEntry | undefined> => {
    const loading = index.load(entry.keyId);
    await asked.at(-1)?.answer(entry);
    return loading;
  };
  return { index, time, asked, hear, loaded };
};
