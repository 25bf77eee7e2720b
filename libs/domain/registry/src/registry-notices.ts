import {
  aggregate,
  type Command,
  currentShapes,
  type Decider,
  defineError,
  type Event,
  formatInstant,
} from '@credstream/domain-kernel';

export const noticeActions = ['pull', 'push', 'mount', 'delete'] as const;
export type NoticeAction = (typeof noticeActions)[number];

/** What a registry tells of one request: who did what to which repository. */
export type RegistryNotice = Readonly<{
  /** The id that the registry gave it; the same when it is told again. */
  id: string;
  action: NoticeAction;
  repository: string;
  digest?: string;
  tag?: string;
  /** It was a list of images, of which a client takes the one for its platform. */
  isIndex?: true;
  /** The id of the notice of the index through which the same client came to this image: one use with that one. */
  partOf?: string;
  /** The `sub` of the token that was used; absent for a stranger. */
  actor?: string;
  /** The id of that token, or of that user, where there is one. */
  holderId?: string;
  ip?: string;
  client?: string;
  at: string;
}>;

/** Notices of one minute of one registry; the stream is `registrynotices-<registryId>.<minute>`. */
export type RegistryNoticesEvent = Event<
  'RegistryNotified',
  { registryId: string; notices: readonly RegistryNotice[]; at: string }
>;

type Index = Readonly<{ id: string; at: string }>;
/** The index that each client pulled last. */
type Indexes = ReadonlyMap<string, Index>;

/** `earlier`: those of the bucket before, where the index of one of these may be. */
export type RegistryNoticesCommand = Command<
  'NotifyRegistry',
  { registryId: string; notices: readonly RegistryNotice[]; earlier?: Indexes }
>;

export class RegistryNoticesTooMany extends defineError(
  'registry.notices_too_many',
  'rate_limited',
  'The registry tells of more requests in a minute than are recorded',
  'Tell of them again later',
) {}

/** So many notices are recorded of one minute of one registry. */
export const maxNoticesPerMinute = 10_000;

const dayMs = 86_400_000;
/** A registry that could not reach us tries again; what is older is no news. */
export const noticesTakenForMs = 7 * dayMs;
const clocksDifferMs = 600_000;

/** Is it neither too old nor of the future? */
export const isTimely = (at: number, now: number): boolean =>
  at > now - noticesTakenForMs && at < now + clocksDifferMs;

/** The stream of a notice: all tellings of it come to the same. */
export const noticeBucket = (registryId: string, at: string): string =>
  `${registryId}.${at.slice(0, 16).replace(/\D/g, '')}`;

/** So soon after an index a client gets the image of its platform. */
const partOfWithinMs = 10_000;

/** The bucket before that of a notice, where the index may be of which it is a part; undefined when it cannot be. */
export const bucketBefore = (registryId: string, notice: RegistryNotice): string | undefined => {
  const before = formatInstant(new Date(Date.parse(notice.at) - partOfWithinMs));
  return mayBePart(notice) && before.slice(0, 16) !== notice.at.slice(0, 16)
    ? noticeBucket(registryId, before)
    : undefined;
};

const mayBePart = ({ action, tag, isIndex }: RegistryNotice): boolean =>
  action === 'pull' && tag === undefined && isIndex === undefined;

/** Who came, and to which repository. */
const visitOf = ({ repository, actor, ip, client }: RegistryNotice): string =>
  JSON.stringify([repository, actor, ip, client]);

type Told = Readonly<{ ids: ReadonlySet<string>; indexes: Indexes }>;

const indexesOf = (notices: readonly RegistryNotice[]): readonly (readonly [string, Index])[] =>
  notices
    .filter(({ action, isIndex }) => action === 'pull' && isIndex)
    .map((notice) => [visitOf(notice), { id: notice.id, at: notice.at }]);

const withItsIndex = (notice: RegistryNotice, indexes: Indexes): RegistryNotice => {
  const index = mayBePart(notice) ? indexes.get(visitOf(notice)) : undefined;
  const isSoon = index && Math.abs(Date.parse(notice.at) - Date.parse(index.at)) <= partOfWithinMs;
  return isSoon ? { ...notice, partOf: index.id } : notice;
};

/** Each notice is recorded once, however often it is told. */
const noticesDecider: Decider<Told, RegistryNoticesCommand, RegistryNoticesEvent> = {
  initialState: () => ({ ids: new Set(), indexes: new Map() }),
  evolve: ({ ids, indexes }, { data: { notices } }) => ({
    ids: new Set([...ids, ...notices.map(({ id }) => id)]),
    indexes: new Map([...indexes, ...indexesOf(notices)]),
  }),
  decide: ({ data: { registryId, notices, earlier = new Map() } }, { ids, indexes }, { now }) => {
    const news = new Map(notices.filter(({ id }) => !ids.has(id)).map((notice) => [notice.id, notice]));
    if (news.size === 0) return [];
    if (ids.size + news.size > maxNoticesPerMinute)
      throw new RegistryNoticesTooMany(undefined, { retryAfter: 60 });
    const known = new Map([...earlier, ...indexes, ...indexesOf(notices)]);
    const recorded = [...news.values()].map((notice) => withItsIndex(notice, known));
    return [{ type: 'RegistryNotified', data: { registryId, notices: recorded, at: formatInstant(now) } }];
  },
};

/** What registries told, each minute in the stream `registrynotices-<registryId>.<minute>`. */
export const registryNotices = aggregate(
  'registrynotices',
  noticesDecider,
  currentShapes<RegistryNoticesEvent>({ RegistryNotified: true }),
);
