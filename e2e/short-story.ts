import { expect } from '@jest/globals';
import { administratorOf, authorize, type CreatedApiKey } from './session.js';
import { waitUntil } from './wait-until.js';

const afterRefusal = 20;

/** One key from its creation to its refusal, at this gateway and, when there are more, at every other one. */
export const tellShortStory = async (url: string, ...otherUrls: readonly string[]): Promise<void> => {
  const admin = await administratorOf(url);
  const key = await admin.createKey(`short story at ${url}`);
  for (const gateway of [url, ...otherUrls]) {
    const opened = await authorize(gateway, key.key);
    expect(opened.status).toBe(204);
    expect(opened.headers.get('x-credstream-key-id')).toBe(key.id);
  }
  const revoked = await admin.revoke(key.id);
  expect((await authorize(url, key.key)).status).toBe(401);
  await Promise.all(otherUrls.map((other) => expectRefusal(other, key)));

  const log = await admin.auditLog(revoked.headers.get('credstream-position') ?? '');
  const steps = log.filter(({ stream }) => stream === `apikey-${key.id}`);
  expect(steps.map(({ type, actor }) => [type, actor.username])).toEqual([
    ['ApiKeyRevoked', 'admin'],
    ['ApiKeyCreated', 'admin'],
  ]);
};

/** Refused soon; and from the first refusal on, never let in again. */
const expectRefusal = async (url: string, { key }: CreatedApiKey): Promise<void> => {
  await waitUntil(`${url} refuses the revoked key`, async () =>
    (await authorize(url, key)).status === 401 ? true : undefined,
  );
  for (let again = 0; again < afterRefusal; again += 1) {
    expect((await authorize(url, key)).status).toBe(401);
  }
};
