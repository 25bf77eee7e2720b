import { currentShapes } from '@credstream/domain-kernel';
import type { OrganizationEvent } from './organization.events.js';

export const organizationSchema = currentShapes<OrganizationEvent>({
  AccountCreated: true,
  AccountPolicyChanged: true,
  AccountDisabled: true,
  AccountEnabled: true,
  ScopeCreated: true,
  ScopeRenamed: true,
  ScopeDeleted: true,
});
