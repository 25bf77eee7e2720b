import { currentShapes } from '@credstream/domain-kernel';
import type { OrganizationEvent } from './organization.events.js';

export const organizationSchema = currentShapes<OrganizationEvent>({
  AccountCreated: true,
  AccountPolicyChanged: true,
});
