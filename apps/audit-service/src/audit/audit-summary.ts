import type { Actor } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';

const who = (actor: Actor): string => {
  switch (actor.kind) {
    case 'user':
      return actor.username;
    case 'apikey':
      return `${actor.username} (API key ${actor.keyId})`;
    case 'system':
      return actor.service;
    case 'anonymous':
      return 'Someone not signed in';
  }
};

/** `ApiKeyRevoked` as words: `API key revoked`. */
const words = (type: string): string => {
  const spaced = type.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/^Api Key/, 'API key');
  return spaced.charAt(0) + spaced.slice(1).replace(/ [A-Z](?=[a-z])/g, (part) => part.toLowerCase());
};

/** The event in one line, with the names that people search for. */
export const summaryOf = ({ type, data, metadata, stream }: RecordedEvent): string => {
  const { name, username } = data as { name?: string; username?: string };
  const what = name ?? username ?? stream;
  return `${words(type)}: ${what}, by ${who(metadata.actor)}`;
};
