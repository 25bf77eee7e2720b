import {
  accountOf,
  type DomainError,
  type ErrorDetails,
  type FieldError,
  formatIpRange,
  isScope,
  parseIpRange,
  refuseFields,
  scopeContains,
} from '@credstream/domain-kernel';
import {
  RegistryAnonymousPullInvalid,
  RegistryHostnameInvalid,
  RegistryIpAllowListInvalid,
  RegistryNameInvalid,
  RegistryProjectsInvalid,
  RegistryScopeInvalid,
  RegistryServiceInvalid,
} from './registry.errors.js';
import type { ProjectPlace } from './registry.events.js';
import { isRepositoryPattern } from './repository-name.js';

/** A registry can be bound to at most so many addresses and ranges. */
export const maxRegistryIpRanges = 25;
/** At most so many patterns say what everybody may pull. */
export const maxAnonymousPatterns = 100;
export const maxProjectPlaces = 200;

const registryName = /^[a-z][a-z0-9-]{1,61}[a-z0-9]$/;
const serviceName = /^[\x20-\x7e]{1,255}$/;
const hostLabel = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const hostname = new RegExp(`^(?:${hostLabel}(?:\\.${hostLabel})*|\\[[0-9a-f:.]{2,45}\\])(?::(\\d{1,5}))?$`);
const projectName = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

type Refusal = new (message?: string, details?: ErrorDetails) => DomainError;

const refuse = (Refused: Refusal, path: string, rule: string, message: string): never => {
  throw new Refused(undefined, { errors: [{ path, rule, message }] });
};

export const checkRegistryName = (name: string): string =>
  registryName.test(name)
    ? name
    : refuse(
        RegistryNameInvalid,
        'name',
        'name',
        'must have 3 to 63 lower-case letters, digits and dashes, begin with a letter and end with a letter or digit',
      );

export const checkService = (service: string): string =>
  serviceName.test(service) && !/["\\]/.test(service) && service.trim() === service
    ? service
    : refuse(
        RegistryServiceInvalid,
        'service',
        'service',
        'must have 1 to 255 printable ASCII characters, no quotation mark, no backslash, and no space at either end',
      );

export const checkHostname = (text: string): string => {
  const found = text.length <= 255 ? hostname.exec(text) : null;
  const port = found?.[1];
  return found && (port === undefined || (Number(port) >= 1 && Number(port) <= 65_535))
    ? text
    : refuse(RegistryHostnameInvalid, 'hostname', 'hostname', 'must be a host, with or without a port');
};

/** A scope within an account. */
export const checkRegistryScope = (scope: string): string =>
  isScope(scope) && accountOf(scope) !== undefined
    ? scope
    : refuse(RegistryScopeInvalid, 'scope', 'scope', 'must be an account or a scope in it');

const tooMany = (path: string, max: number): FieldError => ({
  path,
  rule: 'length',
  message: `must have at most ${max} entries`,
});

export const checkAnonymousPull = (patterns: readonly string[]): readonly string[] => {
  const errors =
    patterns.length > maxAnonymousPatterns
      ? [tooMany('anonymousPull', maxAnonymousPatterns)]
      : patterns.flatMap((pattern, at) =>
          isRepositoryPattern(pattern)
            ? []
            : [
                {
                  path: `anonymousPull.${at}`,
                  rule: 'repository',
                  message: 'must be the name of a repository',
                },
              ],
        );
  refuseFields(RegistryAnonymousPullInvalid, errors);
  return [...new Set(patterns)];
};

/** The ranges in their one way of writing; an address alone is a range of one. */
export const checkRegistryIpAllowList = (list: readonly string[]): readonly string[] => {
  if (list.length > maxRegistryIpRanges) {
    refuseFields(RegistryIpAllowListInvalid, [tooMany('ipAllowList', maxRegistryIpRanges)]);
  }
  const ranges = list.map(parseIpRange);
  const errors = ranges.flatMap((range, at) =>
    range
      ? []
      : [{ path: `ipAllowList.${at}`, rule: 'ipRange', message: 'must be an address or a CIDR range' }],
  );
  refuseFields(RegistryIpAllowListInvalid, errors);
  return [...new Set(ranges.flatMap((range) => (range ? [formatIpRange(range)] : [])))];
};

export const checkProjects = (places: readonly ProjectPlace[], scope: string): readonly ProjectPlace[] => {
  const known = new Set<string>();
  const errors =
    places.length > maxProjectPlaces
      ? [tooMany('projects', maxProjectPlaces)]
      : places.flatMap(({ project, scope: place }, at): readonly FieldError[] => {
          const path = `projects.${at}`;
          if (!projectName.test(project) || project.length > 63) {
            return [
              { path: `${path}.project`, rule: 'project', message: 'must be one part of a repository path' },
            ];
          }
          if (known.has(project)) {
            return [{ path: `${path}.project`, rule: 'unique', message: 'is named twice' }];
          }
          known.add(project);
          return isScope(place) && scopeContains(scope, place)
            ? []
            : [{ path: `${path}.scope`, rule: 'scope', message: `must be ${scope} or a scope below it` }];
        });
  refuseFields(RegistryProjectsInvalid, errors);
  return places.map(({ project, scope: place }) => ({ project, scope: place }));
};
