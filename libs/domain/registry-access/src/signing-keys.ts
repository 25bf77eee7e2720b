import {
  aggregate,
  type Command,
  currentShapes,
  type Decider,
  defineError,
  type Event,
  formatInstant,
} from '@credstream/domain-kernel';

/** What happens to the keys that sign the tokens of one registry; its stream is `registrykeys-<registryId>`. */
export type SigningKeysEvent =
  | Event<
      'RegistryKeyPublished',
      {
        kid: string;
        /** DER in base64. */
        certificate: string;
        /** The private key, encrypted under a key of token-service. */
        sealedKey: string;
        /** From when it signs, if nobody confirms it earlier. */
        usedFrom: string;
        at: string;
      }
    >
  /** An operator says that the registry knows the key: it signs from now on. */
  | Event<'RegistryKeyConfirmed', { kid: string; at: string }>
  /** A key that must not be trusted any more, before its time. */
  | Event<'RegistryKeyRetired', { kid: string; at: string }>;

export type SigningKeysCommand =
  | Command<
      'PublishRegistryKey',
      { kid: string; certificate: string; sealedKey: string; publishedForSeconds?: number }
    >
  /** The first key; nothing when there is one. */
  | Command<'BeginRegistryKeys', { kid: string; certificate: string; sealedKey: string }>
  | Command<'ConfirmRegistryKey', { kid: string }>
  | Command<'RetireRegistryKey', { kid: string }>;

export type SigningKey = Readonly<{
  kid: string;
  certificate: string;
  sealedKey: string;
  publishedAt: string;
  usedFrom: string;
  confirmedAt?: string;
  retiredAt?: string;
}>;

/** In the order in which they were published. */
export type SigningKeys = readonly SigningKey[];

/** `published`: the registry may not know it yet. `used`: it signs. `previous`: it has signed, and is still trusted. */
export type SigningKeyPhase = 'published' | 'used' | 'previous' | 'retired';

/** A registry reads its trust when it starts, and a week has room for a maintenance window. */
export const publishedForSecondsByDefault = 7 * 86_400;
const longestPublishedSeconds = 90 * 86_400;

/** What a key has signed has ended long before, also where clocks differ. */
export const trustedAfterUseSeconds = 86_400;

export class RegistryKeyPending extends defineError(
  'registry.key_pending',
  'conflict',
  'A new signing key of this registry waits to be used already',
  'Confirm it when the registry knows it, or retire it',
) {}
export class RegistryKeyNotFound extends defineError(
  'registry.key_not_found',
  'not_found',
  'The registry has no signing key with this id',
  'List the signing keys of the registry',
) {}
export class RegistryKeyInUse extends defineError(
  'registry.key_in_use',
  'conflict',
  'The signing key is in use',
  'Rotate the keys first, and confirm the new one',
) {}
export class RegistryKeyPeriodInvalid extends defineError(
  'registry.key_period_invalid',
  'invalid',
  'A signing key is published for 0 seconds to 90 days before it is used',
  'Send publishedForSeconds from 0 to 7776000',
) {}

const present = (keys: SigningKeys): SigningKeys => keys.filter(({ retiredAt }) => retiredAt === undefined);

const signsAt = ({ usedFrom }: SigningKey, at: string): boolean => usedFrom <= at;

/** The key that signs; absent before the first one is made. */
export const signingKeyAt = (keys: SigningKeys, now: Date): SigningKey | undefined => {
  const at = formatInstant(now);
  return present(keys).findLast((key) => signsAt(key, at));
};

/** A key stays trusted for a day after the next one has begun to sign. */
const isPast = (keys: SigningKeys, key: SigningKey, now: Date): boolean => {
  const next = keys.slice(keys.indexOf(key) + 1).find((later) => signsAt(later, formatInstant(now)));
  return next !== undefined && Date.parse(next.usedFrom) + trustedAfterUseSeconds * 1000 <= now.getTime();
};

/** The keys that a registry has to trust, the one that signs among them. */
export const trustedKeysAt = (keys: SigningKeys, now: Date): SigningKeys => {
  const left = present(keys);
  return left.filter((key) => !isPast(left, key, now));
};

export const phaseOf = (keys: SigningKeys, key: SigningKey, now: Date): SigningKeyPhase => {
  if (!trustedKeysAt(keys, now).includes(key)) return 'retired';
  if (!signsAt(key, formatInstant(now))) return 'published';
  return signingKeyAt(keys, now) === key ? 'used' : 'previous';
};

const evolve = (keys: SigningKeys, { type, data }: SigningKeysEvent): SigningKeys => {
  if (type === 'RegistryKeyPublished') {
    const { at: publishedAt, ...key } = data;
    return [...keys, { ...key, publishedAt }];
  }
  return keys.map((key) => {
    if (key.kid !== data.kid) return key;
    return type === 'RegistryKeyConfirmed'
      ? { ...key, confirmedAt: data.at, usedFrom: data.at }
      : { ...key, retiredAt: data.at };
  });
};

const publishedFor = (seconds = publishedForSecondsByDefault): number => {
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= longestPublishedSeconds) return seconds;
  throw new RegistryKeyPeriodInvalid();
};

const keyOf = (keys: SigningKeys, kid: string, now: Date): SigningKey => {
  const key = trustedKeysAt(keys, now).find((each) => each.kid === kid);
  if (!key) throw new RegistryKeyNotFound();
  return key;
};

const decide: Decider<SigningKeys, SigningKeysCommand, SigningKeysEvent>['decide'] = (
  command,
  keys,
  { now },
) => {
  const at = formatInstant(now);
  if (command.type === 'BeginRegistryKeys') {
    // Nobody has signed before: whoever sets up the registry takes its trust from here.
    return keys.length > 0
      ? []
      : [{ type: 'RegistryKeyPublished', data: { ...command.data, usedFrom: at, at } }];
  }
  if (command.type === 'PublishRegistryKey') {
    const { publishedForSeconds, ...key } = command.data;
    if (present(keys).some((each) => !signsAt(each, at))) throw new RegistryKeyPending();
    const seconds = publishedFor(publishedForSeconds);
    const usedFrom = formatInstant(new Date(now.getTime() + seconds * 1000));
    return [{ type: 'RegistryKeyPublished', data: { ...key, usedFrom, at } }];
  }
  const key = keyOf(keys, command.data.kid, now);
  const { kid } = key;
  if (command.type === 'ConfirmRegistryKey') {
    return signsAt(key, at) ? [] : [{ type: 'RegistryKeyConfirmed', data: { kid, at } }];
  }
  if (signingKeyAt(keys, now) === key) throw new RegistryKeyInUse();
  return [{ type: 'RegistryKeyRetired', data: { kid, at } }];
};

/** The signing keys of each registry: published first, used when the registry can know them, trusted a while longer. */
export const signingKeys = aggregate<SigningKeys, SigningKeysCommand, SigningKeysEvent>(
  'registrykeys',
  { initialState: () => [], evolve, decide },
  currentShapes<SigningKeysEvent>({
    RegistryKeyPublished: { withheld: ['sealedKey'] },
    RegistryKeyConfirmed: true,
    RegistryKeyRetired: true,
  }),
);
