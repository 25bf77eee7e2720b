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

export type RegistryNoticesCommand = Command<
  'NotifyRegistry',
  { registryId: string; notices: readonly RegistryNotice[] }
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

type Told = ReadonlySet<string>;

/** Each notice is recorded once, however often it is told. */
const noticesDecider: Decider<Told, RegistryNoticesCommand, RegistryNoticesEvent> = {
  initialState: () => new Set(),
  evolve: (told, { data }) => new Set([...told, ...data.notices.map(({ id }) => id)]),
  decide: ({ data: { registryId, notices } }, told, { now }) => {
    const news = new Map(notices.filter(({ id }) => !told.has(id)).map((notice) => [notice.id, notice]));
    if (news.size === 0) return [];
    if (told.size + news.size > maxNoticesPerMinute)
      throw new RegistryNoticesTooMany(undefined, { retryAfter: 60 });
    return [
      { type: 'RegistryNotified', data: { registryId, notices: [...news.values()], at: formatInstant(now) } },
    ];
  },
};

/** What registries told, each minute in the stream `registrynotices-<registryId>.<minute>`. */
export const registryNotices = aggregate(
  'registrynotices',
  noticesDecider,
  currentShapes<RegistryNoticesEvent>({ RegistryNotified: true }),
);
