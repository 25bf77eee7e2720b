import {
  aggregate,
  type Command,
  currentShapes,
  type Decider,
  defineError,
  type Event,
  type FieldError,
  formatInstant,
  refuseFields,
} from '@credstream/domain-kernel';
import { patternReaches } from './name-pattern.js';
import type { TokenScope } from './rights.js';

/** Whose workloads a registry lets in: those whose token this issuer signed, and whose claims are like these. */
export type TrustedIssuer = Readonly<{
  issuerId: string;
  issuer: string;
  /** What the token of a workload must be for. */
  audience: string;
  /** By name, what each must be; `*` stands for any run of characters. */
  claims: Readonly<Record<string, string>>;
  scopes: readonly TokenScope[];
}>;

/** Whom a registry trusts; its stream is `trustedissuers-<registryId>`. */
export type TrustedIssuersEvent =
  | Event<'TrustedIssuerAdded', TrustedIssuer & { at: string }>
  | Event<'TrustedIssuerRemoved', { issuerId: string; at: string }>;

export type TrustedIssuersCommand =
  Command<'AddTrustedIssuer', TrustedIssuer> | Command<'RemoveTrustedIssuer', { issuerId: string }>;

export type TrustedIssuers = readonly (TrustedIssuer & Readonly<{ addedAt: string }>)[];

export class TrustedIssuerInvalid extends defineError(
  'registry.trusted_issuer_invalid',
  'invalid',
  'The trusted issuer is not valid',
  'Send the https address of the issuer, the audience of its tokens, at least one claim, and the scopes',
) {}
export class TrustedIssuerNotFound extends defineError(
  'registry.trusted_issuer_not_found',
  'not_found',
  'The registry trusts no issuer with this id',
  'List the trusted issuers of the registry',
) {}
export class TrustedIssuerTooMany extends defineError(
  'registry.trusted_issuer_too_many',
  'conflict',
  'The registry trusts as many issuers as a registry may',
  'Remove one that is no longer used',
) {}

export const maxTrustedIssuers = 50;
const maxClaims = 20;
const longestText = 1_000;

/** RFC 8414 §2: no query and no fragment. */
const isIssuer = (text: string): boolean => {
  if (text.length > longestText || !URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return (
    ['https:', 'http:'].includes(protocol) && [username, password, search, hash].every((part) => part === '')
  );
};

const isShort = (text: string): boolean => text.length >= 1 && text.length <= longestText;

/** A pattern that is more than asterisks: anybody can have an account at a public issuer. */
const narrows = (pattern: string): boolean => /[^*]/.test(pattern);

const errorsOf = ({ issuer, audience, claims }: TrustedIssuer): readonly FieldError[] => {
  const entries = Object.entries(claims);
  const checks: readonly (readonly [boolean, string, string])[] = [
    [isIssuer(issuer), 'issuer', 'must be an https address without query and fragment'],
    [isShort(audience), 'audience', 'must have 1 to 1000 characters'],
    [entries.length <= maxClaims, 'claims', `must be at most ${maxClaims}`],
    [
      entries.every((pair) => pair.every(isShort)),
      'claims',
      'must have names and values of 1 to 1000 characters',
    ],
    [entries.some(([, pattern]) => narrows(pattern)), 'claims', 'must hold at least one that is not * alone'],
  ];
  return checks.flatMap(([isRight, path, message]) => (isRight ? [] : [{ path, rule: 'issuer', message }]));
};

const decide: Decider<TrustedIssuers, TrustedIssuersCommand, TrustedIssuersEvent>['decide'] = (
  command,
  issuers,
  { now },
) => {
  const at = formatInstant(now);
  if (command.type === 'AddTrustedIssuer') {
    refuseFields(TrustedIssuerInvalid, errorsOf(command.data));
    if (issuers.some(({ issuerId }) => issuerId === command.data.issuerId)) return [];
    if (issuers.length >= maxTrustedIssuers) throw new TrustedIssuerTooMany();
    return [{ type: 'TrustedIssuerAdded', data: { ...command.data, at } }];
  }
  const { issuerId } = command.data;
  if (!issuers.some((each) => each.issuerId === issuerId)) throw new TrustedIssuerNotFound();
  return [{ type: 'TrustedIssuerRemoved', data: { issuerId, at } }];
};

/** The issuers that each registry trusts. */
export const trustedIssuers = aggregate<TrustedIssuers, TrustedIssuersCommand, TrustedIssuersEvent>(
  'trustedissuers',
  {
    initialState: () => [],
    evolve: (issuers, { type, data }) => {
      if (type === 'TrustedIssuerRemoved')
        return issuers.filter(({ issuerId }) => issuerId !== data.issuerId);
      const { at: addedAt, ...issuer } = data;
      return [...issuers, { ...issuer, addedAt }];
    },
    decide,
  },
  currentShapes<TrustedIssuersEvent>({ TrustedIssuerAdded: true, TrustedIssuerRemoved: true }),
);

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

/** Does what a workload's token says fit? The signature, the issuer, the audience and the times were checked before. */
export const claimsFit = (
  { claims }: Pick<TrustedIssuer, 'claims'>,
  said: Readonly<Record<string, unknown>>,
): boolean =>
  Object.entries(claims).every(([name, pattern]) => {
    const value = Object.hasOwn(said, name) ? textOf(said[name]) : undefined;
    return value !== undefined && patternReaches(pattern, value);
  });

const longestClaim = 255;

/** What is recorded of a workload: what it is let in by, and what tells it apart. */
export const recordedClaims = (
  { claims }: Pick<TrustedIssuer, 'claims'>,
  said: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...new Set(['iss', 'sub', 'jti', ...Object.keys(claims)])].flatMap((name) => {
      const value = Object.hasOwn(said, name) ? textOf(said[name]) : undefined;
      return value === undefined ? [] : [[name, value.slice(0, longestClaim)]];
    }),
  );

/** How a workload shows its own token. */
export type WorkloadUse = Readonly<{
  registryId: string;
  issuerId: string;
  by: 'password' | 'exchange';
  /** From where: an address, of IPv6 the network. */
  source: string;
}>;

/** A token of a workload was used for the first time; its stream is `workloadtoken-<id>`. */
export type WorkloadTokenEvent = Event<'WorkloadTokenUsed', WorkloadUse & { at: string }>;

export type WorkloadTokenCommand = Command<'UseWorkloadToken', WorkloadUse>;

export class WorkloadTokenUsedBefore extends defineError(
  'registry.workload_token_used',
  'unauthenticated',
  'The token of the workload was used before',
  'Ask the issuer for a new token',
) {}

/**
 * A token is exchanged once. As a password it is shown at each request, so that it is good for the one registry and the
 * one address that showed it first.
 */
export const workloadTokens = aggregate<WorkloadUse | undefined, WorkloadTokenCommand, WorkloadTokenEvent>(
  'workloadtoken',
  {
    initialState: () => undefined,
    evolve: (_state, { data: { at: _at, ...use } }) => use,
    decide: ({ data }, before, { now }) => {
      if (!before) return [{ type: 'WorkloadTokenUsed', data: { ...data, at: formatInstant(now) } }];
      const isSame =
        data.by === 'password' &&
        before.by === 'password' &&
        before.registryId === data.registryId &&
        before.source === data.source;
      if (!isSame) throw new WorkloadTokenUsedBefore();
      return [];
    },
  },
  currentShapes<WorkloadTokenEvent>({ WorkloadTokenUsed: true }),
);
