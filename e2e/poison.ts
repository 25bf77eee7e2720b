import { randomUUID } from 'node:crypto';
import { connectEventStore } from '@credstream/eventstore';

/** Records what the database refuses: the index of user names takes no entry of this size. Answers its position. */
export const recordPoison = async (eventStoreUrl: string, userId = 'Poison12345'): Promise<string> => {
  const store = connectEventStore(eventStoreUrl);
  const [id, at] = [randomUUID(), new Date().toISOString()];
  const metadata = {
    $correlationId: id,
    $causationId: id,
    actor: { kind: 'system', service: 'test' },
  } as const;
  const data = { userId, username: 'ü'.repeat(6_000), account: 'acme', origin: 'local', at };
  const { position } = await store.append(
    `user-${userId}`,
    [{ id, type: 'UserCreated', data, metadata }],
    'any',
  );
  await store.close();
  return String(position);
};
