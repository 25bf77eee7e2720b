import type { Command, Decider } from '@credstream/domain-kernel';
import { aggregate, currentShapes, formatInstant, reservationSettlesWithin } from '@credstream/domain-kernel';
import { ApiKeyTooMany } from './apikey.errors.js';
import type { Admission, ApiKeyAdmissionEvent } from './apikey-admission.events.js';

/** The active keys of a user, besides the one that is asked for and those that are still being made. */
export type KeyCount = Readonly<{ active: number; beingMade: readonly string[] }>;

/**
 * `count` is there when `mustCount` asks for it; `made` are admitted keys of which it is known that they were made
 * since.
 */
export type ApiKeyAdmissionCommand = Command<
  'AdmitApiKey',
  {
    keyId: string;
    maxApiKeysPerUser: number;
    count?: KeyCount | undefined;
    made?: readonly string[] | undefined;
  }
>;

/** `counted`: no more keys of the user count than so many. `admitted`: the newest ones, made or not. */
export type ApiKeyAdmissions = Readonly<{ counted: number; admitted: readonly Admission[] }>;

/** The list of those that may not be made yet stays as short as this: it is written down each time. */
const longestList = 32;

/** Admitted so short a time ago that the key may still be on its way, unless it is known to be made. */
export const recentlyAdmitted = (
  { admitted }: ApiKeyAdmissions,
  now: Date,
  made: readonly string[] = [],
): readonly Admission[] =>
  admitted.filter(
    ({ keyId, at }) =>
      Date.parse(at) + reservationSettlesWithin * 1000 > now.getTime() && !made.includes(keyId),
  );

/**
 * Keys that end lower the number of those that count, and nobody writes that down: as long as the highest number
 * possible is below the limit, it is good enough. Then it is time to count.
 */
export const mustCount = (
  state: ApiKeyAdmissions,
  maxApiKeysPerUser: number,
  now: Date,
  made: readonly string[] = [],
): boolean => state.counted >= maxApiKeysPerUser || recentlyAdmitted(state, now, made).length >= longestList;

const admit = (
  { keyId, maxApiKeysPerUser, count, made }: ApiKeyAdmissionCommand['data'],
  state: ApiKeyAdmissions,
  now: Date,
): readonly ApiKeyAdmissionEvent[] => {
  const isOwn = (each: Admission) => each.keyId === keyId;
  const besides = recentlyAdmitted(state, now, made).filter((each) => !isOwn(each));
  const others = count ? besides.filter((each) => count.beingMade.includes(each.keyId)) : besides;
  const admittedBefore = recentlyAdmitted(state, now).some(isOwn) ? 1 : 0;
  const taken = count ? count.active + others.length : state.counted - admittedBefore;
  if (taken >= maxApiKeysPerUser) throw new ApiKeyTooMany();
  return [{ type: 'ApiKeyAdmitted', data: { keyId, counted: taken + 1, others, at: formatInstant(now) } }];
};

/**
 * The rules of how many keys a user may have. A key is admitted, then it is made; one that was not made
 * `reservationSettlesWithin` seconds later gave up its place.
 */
export const apiKeyAdmissionDecider: Decider<ApiKeyAdmissions, ApiKeyAdmissionCommand, ApiKeyAdmissionEvent> =
  {
    // Nobody has counted yet: there can be any number.
    initialState: () => ({ counted: Infinity, admitted: [] }),
    evolve: (_state, { data: { keyId, counted, others, at } }) => ({
      counted,
      admitted: [...others, { keyId, at }],
    }),
    decide: ({ data }, state, { now }) => admit(data, state, now),
  };

export const apiKeyAdmissionSchema = currentShapes<ApiKeyAdmissionEvent>({ ApiKeyAdmitted: true });

/** The places that users have for keys, each user's in the stream `apikeyadmission-<userId>`. */
export const apiKeyAdmissions = aggregate('apikeyadmission', apiKeyAdmissionDecider, apiKeyAdmissionSchema, {
  newestSaysAll: true,
});
