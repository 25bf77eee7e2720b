import type { Actor } from '@credstream/domain-kernel';
import { foreignEventType, type RecordedEvent } from '@credstream/eventstore';

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
  const spaced = type
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/^Api Key/, 'API key')
    .replace(/^Cli /, 'CLI ');
  return spaced.charAt(0) + spaced.slice(1).replace(/ [A-Z](?=[a-z])/g, (part) => part.toLowerCase());
};

/** What an event says of its thing besides the name: a role, a scope, the type that was foreign. */
const detail = ({ type, data }: RecordedEvent): string => {
  const { role, scope, path, to } = data as Readonly<Record<string, unknown>>;
  if (typeof role === 'string' && typeof scope === 'string') return `, ${role} at ${scope}`;
  if (typeof path === 'string') return `, ${path}${typeof to === 'string' ? ` to ${to}` : ''}`;
  return type === foreignEventType ? ` of the type ${String((data as { type?: unknown }).type)}` : '';
};

/** The event in one line, with the names that people search for. */
export const summaryOf = (event: RecordedEvent, name: string = event.stream): string =>
  `${words(event.type)}: ${name}${detail(event)}, by ${who(event.metadata.actor)}`;
