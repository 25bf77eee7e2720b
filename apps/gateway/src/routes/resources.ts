import { AccountRoutes } from './accounts.routes.js';
import { ApiKeyRoutes } from './api-keys.routes.js';
import { AuditRoutes, HistoryRoutes } from './audit.routes.js';
import { CredentialRoutes } from './credentials.routes.js';
import { MasterKeyRoutes } from './master-keys.routes.js';
import { ProjectionRoutes } from './projections.routes.js';
import { CliSecretRoutes, RegistryRoutes } from './registries.routes.js';
import { RegistryKeyRoutes } from './registry-keys.routes.js';
import type { Resource } from './resource.js';
import { RoleAssignmentRoutes, RoleRoutes } from './role-assignments.routes.js';
import { ScopeRoutes } from './scopes.routes.js';
import { TrustedIssuerRoutes } from './trusted-issuers.routes.js';
import { UserRoutes } from './users.routes.js';
import { WebhookRoutes } from './webhooks.routes.js';

/** Every resource with regular routes. */
export const resources: readonly Resource[] = [
  CredentialRoutes,
  ApiKeyRoutes,
  WebhookRoutes,
  AccountRoutes,
  ScopeRoutes,
  UserRoutes,
  RoleRoutes,
  RoleAssignmentRoutes,
  RegistryRoutes,
  CliSecretRoutes,
  RegistryKeyRoutes,
  TrustedIssuerRoutes,
  AuditRoutes,
  HistoryRoutes,
  MasterKeyRoutes,
  ProjectionRoutes,
];
