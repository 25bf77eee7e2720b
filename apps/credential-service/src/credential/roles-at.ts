import type { DirectoryUser } from '@credstream/contracts';
import { Directory } from '@credstream/contracts';
import type { EventStore } from '@credstream/eventstore';

/** Users as they were at a moment: their streams are read up to it. */
export const rolesAt = async (
  store: Pick<EventStore, 'read'>,
  moment: Date,
  userIds: readonly string[],
): Promise<readonly DirectoryUser[]> => {
  const directory = new Directory();
  for (const userId of userIds) {
    for (const event of await store.read(`user-${userId}`)) {
      if (event.created <= moment) directory.apply(event);
    }
  }
  return userIds.flatMap((userId) => {
    const user = directory.user(userId);
    return user?.active ? [user] : [];
  });
};
