import { isRepositoryName } from './repository-name.js';

/** One resource of a request, with every action that was asked for it. */
export type RequestedResource = Readonly<{
  type: string;
  /** `plugin` in `repository(plugin):…`. Registries ignore it. */
  class?: string;
  name: string;
  actions: readonly string[];
}>;

/** Resources in the order in which they first came; `ignored` counts what is no scope. */
export type ParsedScopes = Readonly<{ resources: readonly RequestedResource[]; ignored: number }>;

/** How many different resources one request may name. */
export const mostRequestedResources = 100;

const resourceType = /^([a-z0-9]+)(?:\(([a-z0-9]+)\))?$/;
const action = /^(?:[a-z]*|\*)$/;
const otherName = /^[a-z0-9][a-z0-9._/-]{0,254}$/;

const isName = (type: string, name: string): boolean =>
  type === 'repository' ? isRepositoryName(name) : otherName.test(name);

/** `type(class):name:action,action`. A name may hold a colon, so it reaches from the first to the last one. */
const parseScope = (text: string): RequestedResource | undefined => {
  const first = text.indexOf(':');
  const last = text.lastIndexOf(':');
  if (first === last) return undefined;
  const [, type, resourceClass] = resourceType.exec(text.slice(0, first)) ?? [];
  const name = text.slice(first + 1, last);
  const actions = text.slice(last + 1).split(',');
  if (type === undefined || !isName(type, name) || !actions.every((word) => action.test(word)))
    return undefined;
  return {
    type,
    ...(resourceClass !== undefined && { class: resourceClass }),
    name,
    actions: actions.filter((word) => word !== ''),
  };
};

const keyOf = (resource: RequestedResource): string =>
  `${resource.type}(${resource.class ?? ''}):${resource.name}`;

/**
 * Reads every `scope` parameter of a request. Each can hold several scopes, separated by spaces. A resource that stands
 * there more than once becomes one with all its actions. What cannot be parsed is ignored, as the distribution project's
 * own server does it.
 */
export const parseScopes = (values: readonly string[]): ParsedScopes => {
  const resources = new Map<string, RequestedResource>();
  let ignored = 0;
  for (const text of values.flatMap((value) => value.split(' '))) {
    if (text === '') continue;
    const resource = parseScope(text);
    if (!resource) {
      ignored += 1;
      continue;
    }
    const key = keyOf(resource);
    const actions = new Set([...(resources.get(key)?.actions ?? []), ...resource.actions]);
    resources.set(key, { ...resource, actions: [...actions] });
  }
  return { resources: [...resources.values()], ignored };
};

/** The same text for requests that ask for the same, in whatever order. */
export const canonicalScopes = (resources: readonly RequestedResource[]): string =>
  resources
    .map((resource) => `${keyOf(resource)}:${[...resource.actions].sort().join(',')}`)
    .sort()
    .join(' ');
