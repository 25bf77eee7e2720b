import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { canonicalJson, type JsonValue, open, seal } from '@credstream/crypto';
import { personalFieldsOf } from '@credstream/domain-kernel';
import { type EventStore, type NewEvent, WrongRevision } from './event-store.js';
import type { EventMetadata, PersonalPart, RecordedEvent } from './recorded-event.js';
import type { LogMessage } from './subscription.js';

/** Streams with the data key of one person each, `personkey-<userId>`; no part of the audit log. */
export const personKeyPrefix = 'personkey-';

const keyBytes = 32;
const saltBytes = 16;
/** A key that was destroyed is used for no longer by the other copies of a service. */
const keptMs = 10_000;
const mostKept = 10_000;

type Values = Readonly<Record<string, JsonValue>>;
/** What is sealed: a salt, so that nobody guesses the values from the commitment, and the values. */
export type OpenedPart = Readonly<{ salt: string; values: Values }>;

const streamOf = (userId: string): string => `${personKeyPrefix}${userId}`;

/** SHA-256 over the canonical JSON (RFC 8785) of salt and values; base64. */
export const commitmentOf = (part: OpenedPart): string =>
  createHash('sha256').update(canonicalJson(part)).digest('base64');

type Kept = Readonly<{ key: Buffer | undefined; until: number }>;

/** The data keys of persons: what is sealed with one cannot be read any more once it is destroyed. */
export class PersonKeys {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly store: Pick<EventStore, 'readLast' | 'append' | 'deleteStream'>) {}

  /** Undefined when there is none, or none any more. */
  async find(userId: string): Promise<Buffer | undefined> {
    const known = this.kept.get(userId);
    if (known && known.until > performance.now()) return known.key;
    const recorded = await this.store.readLast(streamOf(userId));
    const key = recorded && Buffer.from((recorded.data as { key: string }).key, 'base64');
    if (this.kept.size >= mostKept) this.kept.clear();
    this.kept.set(userId, { key, until: performance.now() + keptMs });
    return key;
  }

  /** Made at the first event that is about the person. */
  async findOrMake(userId: string): Promise<Buffer> {
    for (;;) {
      const found = await this.find(userId);
      if (found) return found;
      this.kept.delete(userId);
      await this.make(userId);
    }
  }

  async destroy(userId: string): Promise<void> {
    await this.store.deleteStream(streamOf(userId));
    this.kept.delete(userId);
  }

  /** The values that were sealed; undefined when the key was destroyed. */
  async open({ of, sealed }: PersonalPart): Promise<OpenedPart | undefined> {
    const key = await this.find(of);
    const plaintext = key && open(Buffer.from(sealed, 'base64'), key, of);
    return plaintext && (JSON.parse(plaintext.toString()) as OpenedPart);
  }

  /** The address that an event came from, as long as it is not erased. */
  async addressIn({ metadata: { ip, personal } }: RecordedEvent): Promise<string | undefined> {
    const opened = ip === undefined && personal?.origin ? await this.open(personal.origin) : undefined;
    return ip ?? (opened?.values['ip'] as string | undefined);
  }

  async seal(of: string, values: Values): Promise<PersonalPart> {
    const part: OpenedPart = { salt: randomBytes(saltBytes).toString('base64'), values };
    const sealed = seal(Buffer.from(JSON.stringify(part)), await this.findOrMake(of), of);
    return { of, sealed: sealed.toString('base64'), commitment: commitmentOf(part) };
  }

  private async make(userId: string): Promise<void> {
    const id = randomUUID();
    const actor = { kind: 'system', service: 'person-keys' } as const;
    const data = { key: randomBytes(keyBytes).toString('base64') };
    const metadata: EventMetadata = { $correlationId: id, $causationId: id, actor };
    const event: NewEvent = { id, type: 'PersonKeyMade', data, metadata };
    await this.store.append(streamOf(userId), [event], 'no_stream').catch((error: unknown) => {
      // Another part made it in the same moment.
      if (!(error instanceof WrongRevision)) throw error;
    });
  }
}

const personIn = ({ data, metadata: { actor } }: NewEvent): string | undefined => {
  if ('userId' in actor) return actor.userId;
  const { userId } = data as { userId?: unknown };
  return typeof userId === 'string' ? userId : undefined;
};

const withoutPersonalData = async (stream: string, event: NewEvent, keys: PersonKeys): Promise<NewEvent> => {
  const { ip, userAgent, ...metadata } = event.metadata;
  const person = personIn(event);
  const hasOrigin = ip !== undefined || userAgent !== undefined;
  const origin =
    person !== undefined && hasOrigin
      ? await keys.seal(person, {
          ...(ip !== undefined && { ip }),
          ...(userAgent !== undefined && { userAgent }),
        })
      : undefined;

  const personal = new Set(personalFieldsOf(event.type));
  const fields = Object.entries(event.data as Values);
  const values = Object.fromEntries(fields.filter(([name]) => personal.has(name)));
  const hasValues = Object.keys(values).length > 0;
  // Only events of users have such fields, and a user's stream is named by the id.
  const data = hasValues ? await keys.seal(stream.slice(stream.indexOf('-') + 1), values) : undefined;
  if (!origin && !data) return event;
  return {
    ...event,
    data: data ? Object.fromEntries(fields.filter(([name]) => !personal.has(name))) : event.data,
    metadata: {
      ...metadata,
      ...(!origin && ip !== undefined && { ip }),
      ...(!origin && userAgent !== undefined && { userAgent }),
      personal: { ...(origin && { origin }), ...(data && { data }) },
    },
  };
};

const withPersonalFields = async (event: RecordedEvent, keys: PersonKeys): Promise<RecordedEvent> => {
  const part = event.metadata.personal?.data;
  const opened = part && (await keys.open(part));
  return opened ? { ...event, data: { ...(event.data as object), ...opened.values } } : event;
};

async function* opening(messages: AsyncGenerator<LogMessage, void>, keys: PersonKeys) {
  for await (const message of messages) {
    yield message.kind === 'event'
      ? { ...message, event: await withPersonalFields(message.event, keys) }
      : message;
  }
}

/**
 * A store that records what is personal sealed by the data key of the person: addresses and programs in the metadata,
 * and the fields that an event declares as personal. `opened`: these fields are there again when it reads, as long as
 * the key is there. Addresses stay sealed; `PersonKeys.open` opens them.
 */
export const personalStore = (store: EventStore, reading: 'sealed' | 'opened'): EventStore => {
  const keys = new PersonKeys(store);
  const sealing: EventStore = {
    ...store,
    append: async (stream, events, expected) =>
      store.append(
        stream,
        await Promise.all(events.map((event) => withoutPersonalData(stream, event, keys))),
        expected,
      ),
  };
  if (reading === 'sealed') return sealing;
  const opened = (events: readonly RecordedEvent[]) =>
    Promise.all(events.map((event) => withPersonalFields(event, keys)));
  return {
    ...sealing,
    read: async (stream) => opened(await store.read(stream)),
    readLast: async (stream) => {
      const last = await store.readLast(stream);
      return last && withPersonalFields(last, keys);
    },
    readNewest: async (stream, count) => opened(await store.readNewest(stream, count)),
    subscribe: (options) => opening(store.subscribe(options), keys),
  };
};
