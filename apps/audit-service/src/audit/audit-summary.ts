import type { AccessRefusalsEvent } from '@credstream/domain-audit';
import { type Actor, actorName } from '@credstream/domain-kernel';
import type { RegistryNoticesEvent, TokenRefusalsEvent } from '@credstream/domain-registry';
import type { GrantedResource, TokenGrantsEvent } from '@credstream/domain-registry-access';
import { foreignEventType, type RecordedEvent } from '@credstream/eventstore';

/** At the beginning of a line. */
const who = (actor: Actor): string =>
  actor.kind === 'anonymous' ? 'Someone not signed in' : actorName(actor);

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
  const { role, scope, path, to, entries, stream } = data as Readonly<Record<string, unknown>>;
  if (typeof role === 'string' && typeof scope === 'string') return `, ${role} at ${scope}`;
  if (type === 'AuditEntriesRemoved' && Array.isArray(entries))
    return `, ${entries.length} of ${String(stream)}`;
  if (typeof path === 'string') return `, ${path}${typeof to === 'string' ? ` to ${to}` : ''}`;
  return type === foreignEventType ? ` of the type ${String((data as { type?: unknown }).type)}` : '';
};

/** So many things of an event that is about many are told; the others are counted. */
const mostListed = 20;
const longestListed = 200;

const resources = (access: readonly GrantedResource[]): string =>
  access.map(({ name, actions }) => `${name}:${actions.join(',')}`).join(' ');

/** Events that tell of many people and repositories at once. */
const listed = ({ type, data }: RecordedEvent): readonly string[] | undefined => {
  switch (type) {
    case 'TokensGranted':
      return (data as TokenGrantsEvent['data']).grants.map(
        ({ subject, access }) => `${subject || 'a stranger'} ${resources(access)}`,
      );
    case 'TokensRefused':
      return (data as TokenRefusalsEvent['data']).refusals.map(
        ({ username, reason }) => `${username} ${reason}`,
      );
    case 'AccessesRefused':
      return (data as AccessRefusalsEvent['data']).refusals.map(
        ({ username, request, code }) => `${username} ${request} ${code}`,
      );
    case 'RegistryNotified':
      return (data as RegistryNoticesEvent['data']).notices.map(
        ({ actor = 'a stranger', action, repository }) => `${actor} ${action} ${repository}`,
      );
    default:
      return undefined;
  }
};

const inOneLine = (things: readonly string[]): string => {
  const distinct = [...new Set(things.map((thing) => thing.slice(0, longestListed)))];
  const more = distinct.length - mostListed;
  return `${distinct.slice(0, mostListed).join('; ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** The event in one line, with the names that people search for. */
export const summaryOf = (event: RecordedEvent, name: string = event.stream): string => {
  const many = listed(event);
  const thing = many === undefined ? `${name}${detail(event)}` : inOneLine(many);
  return `${words(event.type)}: ${thing}, by ${who(event.metadata.actor)}`;
};
