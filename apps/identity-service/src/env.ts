import type { RoleRequest } from '@credstream/domain-identity';
import { isScope, type Role, roles } from '@credstream/domain-kernel';
import { readEnvironment, ServiceEnvironment, SettingsRefused } from '@credstream/service-kit';
import { IsJSON, IsOptional, IsString, Length, Matches, ValidateIf } from 'class-validator';
import { ProviderSettings } from './provider/provider-settings.js';

const withProvider = ({ CREDSTREAM_OIDC_ISSUER }: IdentityEnvironment) =>
  CREDSTREAM_OIDC_ISSUER !== undefined;

/** The raw variables of identity-service. */
export class IdentityEnvironment extends ServiceEnvironment {
  @IsOptional()
  @IsString()
  @Length(12, 128, { message: 'CREDSTREAM_ADMIN_PASSWORD must have 12 to 128 characters' })
  CREDSTREAM_ADMIN_PASSWORD?: string;

  @IsOptional()
  @Matches(/^https?:\/\//, {
    message: 'CREDSTREAM_OIDC_ISSUER must be the address of an OpenID Connect provider',
  })
  CREDSTREAM_OIDC_ISSUER?: string;

  @ValidateIf(withProvider)
  @IsString({ message: 'CREDSTREAM_OIDC_CLIENT_ID must be set: how the provider knows this installation' })
  CREDSTREAM_OIDC_CLIENT_ID = '';

  @IsOptional()
  @IsString()
  CREDSTREAM_OIDC_CLIENT_SECRET?: string;

  @IsOptional()
  @Matches(/(^| )openid( |$)/, { message: 'CREDSTREAM_OIDC_SCOPES must contain openid' })
  CREDSTREAM_OIDC_SCOPES = 'openid profile email';

  @IsOptional()
  @IsString()
  CREDSTREAM_OIDC_ACCOUNT = 'default';

  @IsOptional()
  @IsString()
  CREDSTREAM_OIDC_GROUP_CLAIM = 'groups';

  @IsOptional()
  @IsJSON({
    message: 'CREDSTREAM_OIDC_GROUP_ROLES must be JSON: {"group":[{"role":"viewer","scope":"default"}]}',
  })
  CREDSTREAM_OIDC_GROUP_ROLES = '{}';
}

/** The settings of identity-service; throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): IdentityEnvironment => readEnvironment(IdentityEnvironment, variables);

const isRole = (value: unknown): boolean => {
  const { role, scope } = (value ?? {}) as Record<string, unknown>;
  return roles.includes(role as Role) && typeof scope === 'string' && isScope(scope);
};

/** Throws `SettingsRefused`. */
export const providerSettings = (env: IdentityEnvironment): ProviderSettings => {
  const issuer = env.CREDSTREAM_OIDC_ISSUER;
  if (issuer === undefined) return new ProviderSettings(env.CREDSTREAM_OIDC_ACCOUNT, undefined);
  const rolesByGroup = JSON.parse(env.CREDSTREAM_OIDC_GROUP_ROLES) as Record<string, RoleRequest[]>;
  const listed = Object.values(rolesByGroup);
  if (!listed.every((list) => Array.isArray(list) && list.every(isRole))) {
    throw new SettingsRefused(
      'These settings cannot be used:\n  CREDSTREAM_OIDC_GROUP_ROLES must list roles at scopes',
    );
  }
  const clientSecret = env.CREDSTREAM_OIDC_CLIENT_SECRET;
  return new ProviderSettings(env.CREDSTREAM_OIDC_ACCOUNT, {
    issuer,
    clientId: env.CREDSTREAM_OIDC_CLIENT_ID,
    ...(clientSecret !== undefined && { clientSecret }),
    scopes: env.CREDSTREAM_OIDC_SCOPES,
    account: env.CREDSTREAM_OIDC_ACCOUNT,
    groupClaim: env.CREDSTREAM_OIDC_GROUP_CLAIM,
    rolesByGroup,
  });
};
