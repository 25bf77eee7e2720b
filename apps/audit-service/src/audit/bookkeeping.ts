/**
 * Events by which the parts of Credstream keep their own records. They say nothing about what somebody wanted that
 * another event does not say too.
 */
const types: ReadonlySet<string> = new Set([
  'AdministratorAdded',
  'AdministratorRemoved',
  'ApiKeyAdmitted',
  'ApiKeyNameReleased',
  'ApiKeyNameReserved',
  'EmailReleased',
  'EmailReserved',
  'FirstPasswordMade',
  'FirstPasswordShown',
  'RegistryNameReleased',
  'RegistryNameReserved',
  'RegistryServiceReleased',
  'RegistryServiceReserved',
  'SessionRefreshed',
  'TokenNameReleased',
  'TokenNameReserved',
  'TokenRehashed',
  'UsageRecorded',
  'UsernameReleased',
  'UsernameReserved',
  'WebhookDelivered',
  'WebhookDeliveryQueued',
]);

export const isBookkeeping = (type: string): boolean => types.has(type);
