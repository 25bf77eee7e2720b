import type { FieldError } from '@credstream/domain-kernel';
import {
  formatInstant,
  isScope,
  overlapEnd,
  parseInstant,
  refuseFields,
  RequestInvalid,
  textErrors,
} from '@credstream/domain-kernel';
import {
  CredentialAttachmentInvalid,
  CredentialDescriptionInvalid,
  CredentialEnvironmentInvalid,
  CredentialExpiryInvalid,
  CredentialNameInvalid,
  CredentialOverlapInvalid,
  CredentialProviderInvalid,
  CredentialRotationInvalid,
  CredentialRotationWebhookInvalid,
  CredentialScopeInvalid,
  CredentialSecretInvalid,
  CredentialTypeInvalid,
} from './credential.errors.js';
import { type AttachmentKind, attachmentKinds, isAttachmentKind } from './credential-attachments.js';
import { isProvider, presetOf, type Provider, providers } from './credential-presets.js';
import { maxOverlapHours } from './credential-rotation.js';
import type { Secret } from './credential-secret.js';
import { type CredentialType, credentialTypeNames, isCredentialType } from './credential-types.js';

/** Of an account, those that were deleted not counted. */
export const maxCredentials = 10_000;
/** Two versions can be read side by side for at most so many days. */
export const maxOverlapDays = 30;
/** So many versions of a credential can be read at one time. */
export const maxReadableVersions = 10;

const one = (path: string, rule: string, message: string): { errors: readonly FieldError[] } => ({
  errors: [{ path, rule, message }],
});

/** The name in NFC. Nothing is trimmed. */
export const checkName = (name: string): string => {
  const normalized = name.normalize('NFC');
  refuseFields(CredentialNameInvalid, textErrors('name', normalized, { min: 1, max: 253 }));
  return normalized;
};

export const checkDescription = (description: string): string => {
  refuseFields(
    CredentialDescriptionInvalid,
    textErrors('description', description, { min: 0, max: 250, lines: true }),
  );
  return description;
};

export const checkEnvironment = (environment: string): string => {
  refuseFields(CredentialEnvironmentInvalid, textErrors('environment', environment, { min: 1, max: 63 }));
  return environment;
};

export const checkType = (type: string): CredentialType => {
  if (isCredentialType(type)) return type;
  const message = `must be one of ${credentialTypeNames.join(', ')}`;
  throw new CredentialTypeInvalid(undefined, one('type', 'type', message));
};

/** Only what a person would keep for themselves can be: the login of a registry, and values of their own. */
export const checkPrivate = (isPrivate: boolean, type: CredentialType): boolean => {
  if (!isPrivate || type === 'registry' || type === 'generic') return isPrivate;
  const message = 'only a credential of type registry or generic can be private';
  throw new CredentialTypeInvalid(message, one('private', 'type', message));
};

export const checkProvider = (provider: string | undefined, type: CredentialType): Provider => {
  if (provider === undefined) return 'custom';
  if (!isProvider(provider)) {
    const message = `must be one of ${providers.join(', ')}`;
    throw new CredentialProviderInvalid(undefined, one('provider', 'provider', message));
  }
  const { types } = presetOf(provider);
  if (types.includes(type)) return provider;
  const message = `is a provider of the types ${types.join(', ')}`;
  throw new CredentialProviderInvalid(undefined, one('provider', 'provider', message));
};

/** What the provider asks of the values. */
export const checkPreset = (provider: Provider, secret: Secret): void => {
  refuseFields(CredentialSecretInvalid, presetOf(provider).check?.(secret) ?? []);
};

/** A place in the organization; the whole installation keeps no credentials. */
export const checkScope = (scope: string): string => {
  if (!isScope(scope) || scope === '/') {
    throw new CredentialScopeInvalid(undefined, one('scope', 'scope', 'must be a scope path'));
  }
  return scope;
};

/** The expiry in UTC whole seconds. */
export const checkExpiry = (text: string, now: Date): string => {
  const expiry = parseInstant(text);
  const wrong = (rule: string, message: string) =>
    new CredentialExpiryInvalid(undefined, one('expiresAt', rule, message));
  if (!expiry) throw wrong('instant', 'must be an RFC 3339 time');
  if (expiry <= now) throw wrong('future', 'must be in the future');
  return formatInstant(expiry);
};

export const checkRotationDays = (days: number): number => {
  if (Number.isInteger(days) && days >= 0 && days <= 3650) return days;
  const message = 'must be a whole number from 0 to 3650';
  throw new CredentialRotationInvalid(undefined, one('rotationDays', 'range', message));
};

type AskedSchedule = Readonly<{ url: string; overlapHours?: number; verifyFirst?: boolean }>;

const isWebhookUrl = (text: string): boolean => {
  if (text.length > 2_000 || !URL.canParse(text)) return false;
  const { protocol, username, password, hash, port } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + hash === '' && port !== '0';
};

/** Where new secrets come from; a day of overlap and a try at the target, unless it is said otherwise. */
export const checkRotationSchedule = ({
  url,
  overlapHours = 24,
  verifyFirst = true,
}: AskedSchedule): Readonly<{ url: string; overlapHours: number; verifyFirst: boolean }> => {
  const isHours = Number.isInteger(overlapHours) && overlapHours >= 0 && overlapHours <= maxOverlapHours;
  refuseFields(CredentialRotationWebhookInvalid, [
    ...(isWebhookUrl(url) ? [] : [{ path: 'url', rule: 'url', message: 'must be an https URL' }]),
    ...(isHours ? [] : [{ path: 'overlapHours', rule: 'range', message: `must be 0 to ${maxOverlapHours}` }]),
  ]);
  return { url: new URL(url).href, overlapHours, verifyFirst };
};

/** The end of the overlap in UTC whole seconds; now, unless one is asked for. */
export const checkOverlap = (text: string | undefined, now: Date): string =>
  overlapEnd(text, now, maxOverlapDays, CredentialOverlapInvalid);

/** Why something was done, as the log shows it. */
export const checkReason = (reason: string): string => {
  refuseFields(RequestInvalid, textErrors('reason', reason, { min: 0, max: 1000, lines: true }));
  return reason;
};

type SentAttachment = Readonly<{ kind: string; name: string; url?: string }>;
type CheckedAttachment = Readonly<{ kind: AttachmentKind; name: string; url?: string }>;

const urlErrors = (url: string): readonly FieldError[] => {
  const errors = textErrors('url', url, { min: 1, max: 2048 });
  if (errors.length > 0) return errors;
  // A URL with a password in it would be a secret that everybody can list.
  return /\/\/[^/?#]*@/.test(url)
    ? [{ path: 'url', rule: 'userinfo', message: 'must not hold a username or a password' }]
    : [];
};

export const checkAttachment = ({ kind, name, url }: SentAttachment): CheckedAttachment => {
  const normalized = name.normalize('NFC');
  const message = `must be one of ${attachmentKinds.join(', ')}`;
  refuseFields(CredentialAttachmentInvalid, [
    ...(isAttachmentKind(kind) ? [] : [{ path: 'kind', rule: 'kind', message }]),
    ...textErrors('name', normalized, { min: 1, max: 253 }),
    ...(url === undefined ? [] : urlErrors(url)),
  ]);
  return { kind: kind as AttachmentKind, name: normalized, ...(url !== undefined && { url }) };
};
