import type { RegistryView } from '@credstream/contracts/token';
import { assertNever } from '@credstream/domain-kernel';
import { type RegistryEvent, RegistryNotFound } from '@credstream/domain-registry';
import { type Change, factsOf } from '@credstream/projections';

/** What is shown of a registry. */
export type RegistryFacts = Omit<RegistryView, 'id'>;

/** What an event of a registry changes in what is shown of it. */
export const changeOf = (event: RegistryEvent): Change<RegistryFacts> | undefined => {
  switch (event.type) {
    case 'RegistryCreated': {
      const { registryId: _id, notificationHash: _hash, ...shown } = event.data;
      return { create: shown };
    }
    case 'RegistryChanged': {
      const { at: _at, ...changed } = event.data;
      return { change: changed };
    }
    case 'RegistryNotificationTokenRotated':
      return undefined;
    case 'RegistryDeleted':
      return { remove: true };
    default:
      return assertNever(event);
  }
};

type Answered = Readonly<{ history: readonly RegistryEvent[]; revision: bigint; position: bigint }>;

/** A registry as it was when this was its newest event. */
export const registryReply = (id: string, { history, revision, position }: Answered) => {
  const facts = factsOf(changeOf, history);
  if (!facts) throw new RegistryNotFound();
  return { registry: { ...facts, id }, revision: Number(revision), position: String(position) };
};
