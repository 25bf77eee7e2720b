import { isIP } from 'node:net';
import type { Notice } from '@credstream/contracts/token';
import { BodyMalformed, RequestInvalid } from '@credstream/domain-kernel';

/** So many events come in one body at most. */
export const mostEvents = 1_000;

const actions: readonly string[] = ['pull', 'push', 'mount', 'delete'];

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  (typeof value === 'object' && value !== null ? value : {}) as Fields;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, 1_000) : undefined;

/** `192.0.2.7:41234`, `[2001:db8::7]:41234`: the address alone. */
const addressOf = (addr = ''): string | undefined =>
  [addr, addr.replace(/^\[(.*)\](?::\d+)?$/, '$1'), addr.replace(/:\d+$/, '')].find(
    (each) => isIP(each) !== 0,
  );

/** An image is pulled by its manifest; its layers are told of too, and would count again. */
const isLayer = (action: string, mediaType: string | undefined): boolean =>
  (action === 'pull' || action === 'push') && mediaType !== undefined && !/manifest|index/.test(mediaType);

const noticeOf = (event: unknown): Notice | undefined => {
  const { id, timestamp, action, target, request, actor } = fieldsOf(event);
  const { repository, digest, tag, mediaType } = fieldsOf(target);
  const { addr, useragent, method } = fieldsOf(request);
  const known = { id: text(id), repository: text(repository), at: text(timestamp) };
  if (!known.id || !known.repository || !known.at) return undefined;
  // Clients ask whether an image is there before they get it.
  if (method === 'HEAD') return undefined;
  if (typeof action !== 'string' || !actions.includes(action) || isLayer(action, text(mediaType)))
    return undefined;
  const more = {
    digest: text(digest),
    tag: text(tag),
    actor: text(fieldsOf(actor)['name']),
    ip: addressOf(text(addr)),
    client: text(useragent),
    isIndex: /index|manifest\.list/.test(text(mediaType) ?? '') || undefined,
  };
  return {
    ...({ ...known, action } as Pick<Notice, 'id' | 'repository' | 'at' | 'action'>),
    ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
  };
};

/**
 * What an envelope of the registry's notifications tells of images; what it tells besides is passed over. Throws
 * `BodyMalformed`, `RequestInvalid`.
 */
export const noticesOf = (body: unknown): readonly Notice[] => {
  const { events } = fieldsOf(body);
  if (!Array.isArray(events)) throw new BodyMalformed('The body has no list of events');
  if (events.length > mostEvents) throw new RequestInvalid(`The body has at most ${mostEvents} events`);
  return events.flatMap((event) => noticeOf(event) ?? []);
};
