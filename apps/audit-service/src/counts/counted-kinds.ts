import type { KeyUsageEvent } from '@credstream/domain-apikey';
import type { AccessRefusalsEvent } from '@credstream/domain-audit';
import type { SignInEvent, SignInFailuresEvent } from '@credstream/domain-identity';
import type { TokenRefusalsEvent } from '@credstream/domain-registry';
import type { TokenGrantsEvent } from '@credstream/domain-registry-access';
import type { RecordedEvent } from '@credstream/eventstore';

/**
 * What is counted of each day. `uses`: API keys that were let in, and tokens granted for registries. `reads`: secrets
 * that left the service. `changes`: what was made, changed or ended. `refusals`: API keys, accesses and registry tokens
 * that were refused. `failedSignIns`: of people.
 */
export const countedKinds = ['uses', 'reads', 'changes', 'refusals', 'failedSignIns'] as const;
export type CountedKind = (typeof countedKinds)[number];
export type Counts = Readonly<Partial<Record<CountedKind, number>>>;

/** `keyId`: what is counted belongs to the account of this key, and not to that of the event. */
export type Tally = Readonly<{ counts: Counts; keyId?: string }>;

const changes = [
  ...['AccountCreated', 'AccountDisabled', 'AccountEnabled', 'AccountPolicyChanged'],
  ...['ScopeCreated', 'ScopeDeleted', 'ScopeRenamed'],
  ...['UserCreated', 'UserDisabled', 'UserEmailSet', 'UserEnabled', 'UserExternalIdSet', 'UserOffboarded'],
  ...['UserPasswordChanged', 'UserPersonalDataErased', 'UserReadmitted', 'RoleGranted', 'RoleRevoked'],
  ...['ApiKeyCreated', 'ApiKeyDeleted', 'ApiKeyDescribed', 'ApiKeyExpired', 'ApiKeyOverlapEnded'],
  ...['ApiKeyRevoked', 'ApiKeyRotated', 'WebhookChanged', 'WebhookCreated', 'WebhookDeleted'],
  ...['CredentialAttached', 'CredentialConnectionChanged', 'CredentialCreated', 'CredentialDeleted'],
  ...['CredentialDetached', 'CredentialExpired', 'CredentialRenamed', 'CredentialRevoked'],
  ...['CredentialRotated', 'CredentialRotationScheduled', 'CredentialRotationUnscheduled'],
  ...['CredentialScheduleChanged', 'MasterKeyDestroyed', 'MasterKeyEmptied', 'MasterKeyStarted'],
  ...['RegistryChanged', 'RegistryCreated', 'RegistryDeleted', 'RegistryNotificationTokenRotated'],
  ...['RegistryKeyConfirmed', 'RegistryKeyPublished', 'RegistryKeyRetired'],
  ...['TrustedIssuerAdded', 'TrustedIssuerRemoved', 'OfflineTokenIssued', 'OfflineTokenRevoked'],
  ...['TokenCreated', 'TokenDeleted', 'TokenDisabled', 'TokenEnabled', 'TokenExpired', 'TokenExpiryChanged'],
  ...['TokenRevoked', 'TokenRotated', 'TokenScopeAdded', 'TokenScopeRemoved'],
  ...['CliSecretCreated', 'CliSecretRevoked', 'CliSecretRotated'],
  ...['AuditSinkCreated', 'AuditSinkDeleted', 'LogKeyRotated'],
  ...['ProjectionFailureRetried', 'ProjectionFailureSkipped', 'ProjectionRebuildRequested'],
] as const;

/** Sign-ins that went well, warnings, results of checks, deliveries, and the own records of Credstream. */
export const uncounted = [
  ...['UserSignedIn', 'SessionStarted', 'SessionRefreshed', 'SessionEnded'],
  ...['ApiKeyNewSecretUsed', 'ApiKeyExpiryWarned', 'ApiKeyLeakReported', 'ApiKeyAdmitted'],
  // A read of a secret for a check is an event of its own.
  ...['CredentialChecked', 'CredentialExpiryWarned', 'CredentialRotationDue', 'CredentialRotationFailed'],
  ...['WebhookDelivered', 'WebhookDeliveryAbandoned', 'WebhookDeliveryQueued', 'WebhookRedeliveryRequested'],
  // The grant that came of it is counted.
  'WorkloadTokenUsed',
  'RegistryNotified',
  'TokenRehashed',
  ...['AdministratorAdded', 'AdministratorRemoved', 'FirstPasswordMade', 'FirstPasswordShown'],
  ...['ApiKeyNameReleased', 'ApiKeyNameReserved', 'AttachedThingReleased', 'AttachedThingReserved'],
  ...['CredentialNameReleased', 'CredentialNameReserved', 'EmailReleased', 'EmailReserved'],
  ...['ExistingSecretReleased', 'ExistingSecretReserved', 'RegistryNameReleased', 'RegistryNameReserved'],
  ...['RegistryServiceReleased', 'RegistryServiceReserved', 'TokenNameReleased', 'TokenNameReserved'],
  ...['UsernameReleased', 'UsernameReserved', 'AuditEntriesRemoved'],
  ...['CredentialSecretStored', 'DataKeyWrapped'],
] as const;

type DataOf<E extends { type: string; data: unknown }, T extends E['type'] = E['type']> = Extract<
  E,
  { type: T }
>['data'];

/** Events that stand for as many uses or refusals as they say. */
const measures: Readonly<Record<string, (data: never) => readonly Tally[]>> = {
  CredentialAccessed: () => [{ counts: { reads: 1 } }],
  UsageRecorded: ({ keys }: DataOf<KeyUsageEvent>) =>
    keys.map(({ keyId, secrets = [], refused = 0 }) => ({
      keyId,
      counts: { uses: secrets.reduce((sum, { count }) => sum + count, 0), refusals: refused },
    })),
  TokensGranted: ({ grants, omitted = 0 }: DataOf<TokenGrantsEvent>) => [
    { counts: { uses: grants.length + omitted } },
  ],
  TokensRefused: ({ refusals, omitted = 0 }: DataOf<TokenRefusalsEvent>) => [
    { counts: { refusals: refusals.length + omitted } },
  ],
  AccessesRefused: ({ total }: DataOf<AccessRefusalsEvent>) => [{ counts: { refusals: total } }],
  UserSignInFailed: ({ count = 1 }: DataOf<SignInEvent, 'UserSignInFailed'>) => [
    { counts: { failedSignIns: count } },
  ],
  SignInFailuresSummed: ({ total }: DataOf<SignInFailuresEvent>) => [{ counts: { failedSignIns: total } }],
  ...Object.fromEntries(changes.map((type) => [type, () => [{ counts: { changes: 1 } }]])),
};

export const countedTypes: readonly string[] = Object.keys(measures);

/** What an event adds to the counts of its day. */
export const talliesOf = ({ type, data }: Pick<RecordedEvent, 'type' | 'data'>): readonly Tally[] =>
  Object.hasOwn(measures, type) ? (measures[type]?.(data as never) ?? []) : [];
