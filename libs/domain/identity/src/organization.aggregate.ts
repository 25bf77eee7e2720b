import { aggregate } from '@credstream/domain-kernel';
import { organizationDecider } from './organization.decider.js';
import { organizationSchema } from './organization.schema.js';

/** Accounts and the scopes below them, each account in the stream `organization-<name>`. */
export const organizations = aggregate('organization', organizationDecider, organizationSchema);
