import { defineError } from '@credstream/domain-kernel';

export class RegistryNotFound extends defineError(
  'registry.not_found',
  'not_found',
  'No registry has this id',
  'List the registries to find it',
) {}
export class RegistryAlreadyExists extends defineError(
  'registry.already_exists',
  'conflict',
  'A registry with this id exists',
  'Repeat the request to get another id',
) {}
export class RegistryNameInvalid extends defineError(
  'registry.name_invalid',
  'invalid',
  'The name of the registry is not valid',
  'Use 3 to 63 lower-case letters, digits and dashes; begin with a letter, end with a letter or digit',
) {}
export class RegistryNameTaken extends defineError(
  'registry.name_taken',
  'conflict',
  'Another registry of the account has this name',
  'Choose another name',
) {}
export class RegistryServiceInvalid extends defineError(
  'registry.service_invalid',
  'invalid',
  'The service of the registry is not valid',
  'Use 1 to 255 printable ASCII characters without quotation marks and backslashes, as in the configuration of the registry',
) {}
export class RegistryServiceTaken extends defineError(
  'registry.service_taken',
  'conflict',
  'Another registry of this installation has this service',
  'Choose another service, such as the host name of the registry',
) {}
export class RegistryHostnameInvalid extends defineError(
  'registry.hostname_invalid',
  'invalid',
  'The hostname of the registry is not valid',
  'Write it in lower case and without a scheme: registry.example.org, or registry.example.org:5000',
) {}
export class RegistryScopeInvalid extends defineError(
  'registry.scope_invalid',
  'invalid',
  'The scope of the registry is not a scope of the organization',
  'Name an account or a scope in it, such as acme/research',
) {}
export class RegistryAnonymousPullInvalid extends defineError(
  'registry.anonymous_pull_invalid',
  'invalid',
  'The patterns for anonymous pull are not valid',
  'Send at most 100 names of repositories; * stands for any characters',
) {}
export class RegistryIpAllowListInvalid extends defineError(
  'registry.ip_allow_list_invalid',
  'invalid',
  'The address list of the registry is not valid',
  'Send at most 25 entries, each an IP address or a range in CIDR notation',
) {}
export class RegistryProjectsInvalid extends defineError(
  'registry.projects_invalid',
  'invalid',
  'The projects of the registry are not valid',
  'Name each first part of a repository path once, and for each a scope at or below that of the registry',
) {}
export class RegistryTooMany extends defineError(
  'registry.too_many',
  'conflict',
  'The account has as many registries as an account may have',
  'Delete a registry that is no longer used',
) {}
