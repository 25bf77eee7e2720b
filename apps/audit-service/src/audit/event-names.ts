import type { EventStore, RecordedEvent } from '@credstream/eventstore';

/** Names of so many things are remembered; others are read from their streams again. */
const remembered = 50_000;

type Facts = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What an event says its thing is called: a key, a user, an account, a webhook. */
const namedBy = ({ data }: Pick<RecordedEvent, 'data'>): string | undefined => {
  const { name, username, url } = data as Facts;
  return text(name) ?? text(username) ?? text(url);
};

/** The stream whose events name what an event is about. */
const namingStream = ({ stream, data }: RecordedEvent): string | undefined => {
  const { userId, holderId } = data as Facts;
  const [category = ''] = stream.split('-', 1);
  const id = stream.slice(category.length + 1);
  switch (category) {
    case 'apikey':
    case 'user':
    case 'organization':
    case 'webhook':
    case 'registry':
    case 'token':
      return stream;
    case 'webhookdelivery':
      return `webhook-${id.split('.')[0]}`;
    case 'session':
    case 'administrators':
      return text(userId) && `user-${text(userId)}`;
    case 'apikeyadmission':
    case 'clisecret':
      return `user-${id}`;
    case 'registrynotices':
      return `registry-${id.split('.')[0]}`;
    case 'registryname':
    case 'registryservice':
      return text(holderId) && `registry-${text(holderId)}`;
    case 'tokenname':
      return text(holderId) && `token-${text(holderId)}`;
    case 'apikeyname':
      return text(holderId) && `apikey-${text(holderId)}`;
    case 'username':
    case 'email':
      return text(holderId) && `user-${text(holderId)}`;
    default:
      return undefined;
  }
};

/** What things are called at the moment of an event, as the log tells it. Asked in log order. */
export class EventNames {
  private readonly names = new Map<string, string>();

  async nameFor(event: RecordedEvent, { read }: Pick<EventStore, 'read'>): Promise<string | undefined> {
    const stream = await this.streamFor(event, read);
    if (stream === undefined) return namedBy(event);
    const own = stream === event.stream ? namedBy(event) : undefined;
    if (own !== undefined) return this.remember(stream, own);
    const known = this.names.get(stream);
    if (known !== undefined) return this.remember(stream, known);
    const history = (await read(stream)).filter(({ position }) => position <= event.position);
    const found = history.map(namedBy).findLast((name) => name !== undefined);
    return found === undefined ? namedBy(event) : this.remember(stream, found);
  }

  /** A session names its user in its first event only. */
  private async streamFor(event: RecordedEvent, read: EventStore['read']): Promise<string | undefined> {
    const stream = namingStream(event);
    if (stream !== undefined || !event.stream.startsWith('session-')) return stream;
    const known = this.names.get(event.stream);
    if (known !== undefined) return known;
    const [first] = await read(event.stream);
    const owner = first && namingStream(first);
    return owner && this.remember(event.stream, owner);
  }

  private remember(stream: string, name: string): string {
    this.names.delete(stream);
    this.names.set(stream, name);
    const [oldest] = this.names.keys();
    if (this.names.size > remembered && oldest !== undefined) this.names.delete(oldest);
    return name;
  }
}
