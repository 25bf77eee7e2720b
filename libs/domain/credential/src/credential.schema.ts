import { currentShapes } from '@credstream/domain-kernel';
import type { CredentialEvent } from './credential.events.js';

/** The stored shapes of a credential's events; every one is still as it was first written. */
export const credentialSchema = currentShapes<CredentialEvent>({
  CredentialCreated: { shown: ['secretId', 'existingSecret'] },
  CredentialRenamed: true,
  CredentialScheduleChanged: true,
  CredentialConnectionChanged: true,
  CredentialRotationScheduled: true,
  CredentialRotationUnscheduled: true,
  CredentialRotationFailed: true,
  CredentialRotated: { shown: ['secretId'] },
  CredentialAttached: true,
  CredentialDetached: true,
  CredentialChecked: true,
  CredentialExpiryWarned: true,
  CredentialRotationDue: true,
  CredentialRevoked: true,
  CredentialExpired: true,
  CredentialDeleted: true,
});
