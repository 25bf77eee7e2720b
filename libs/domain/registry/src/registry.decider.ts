import { assertNever, type Decider, formatInstant } from '@credstream/domain-kernel';
import type { RegistryCommand, RegistryCommandData, WantedSettings } from './registry.commands.js';
import { RegistryAlreadyExists, RegistryNotFound } from './registry.errors.js';
import type { RegistryEvent, RegistrySettings } from './registry.events.js';
import {
  checkAnonymousPull,
  checkHostname,
  checkProjects,
  checkRegistryIpAllowList,
  checkRegistryName,
  checkRegistryScope,
  checkService,
} from './registry.rules.js';

/** A registry that exists and was not deleted. */
export type PresentRegistry = RegistrySettings &
  Readonly<{
    status: 'present';
    registryId: string;
    account: string;
    scope: string;
    name: string;
    service: string;
    notificationHash: string;
  }>;

/** What decisions need to know of a registry. */
export type Registry = Readonly<{ status: 'none' | 'deleted' }> | PresentRegistry;

const evolve = (state: Registry, event: RegistryEvent): Registry => {
  switch (event.type) {
    case 'RegistryCreated': {
      const { createdAt: _at, ...registry } = event.data;
      return { status: 'present', ...registry };
    }
    case 'RegistryChanged': {
      const { at: _at, ...changed } = event.data;
      return state.status === 'present' ? { ...state, ...changed } : state;
    }
    case 'RegistryNotificationTokenRotated':
      return state.status === 'present' ? { ...state, notificationHash: event.data.notificationHash } : state;
    case 'RegistryDeleted':
      return { status: 'deleted' };
    default:
      return assertNever(event);
  }
};

const present = (state: Registry): PresentRegistry => {
  if (state.status !== 'present') throw new RegistryNotFound();
  return state;
};

const defaults = {
  tokenMode: 'universal',
  offlineTokens: false,
  anonymousPull: [],
  ipAllowList: [],
  projects: [],
} as const;

/** Each setting as it is recorded, of those that were sent. */
const checkSettings = (wanted: WantedSettings, scope: string): Partial<RegistrySettings> => {
  const { hostname, tokenMode, offlineTokens, anonymousPull, ipAllowList, projects } = wanted;
  return {
    ...(hostname !== undefined && { hostname: checkHostname(hostname) }),
    ...(tokenMode !== undefined && { tokenMode }),
    ...(offlineTokens !== undefined && { offlineTokens }),
    ...(anonymousPull && { anonymousPull: checkAnonymousPull(anonymousPull) }),
    ...(ipAllowList && { ipAllowList: checkRegistryIpAllowList(ipAllowList) }),
    ...(projects && { projects: checkProjects(projects, scope) }),
  };
};

const create = (
  command: RegistryCommandData<'CreateRegistry'>,
  state: Registry,
  now: Date,
): readonly RegistryEvent[] => {
  if (state.status !== 'none') throw new RegistryAlreadyExists();
  const { registryId, account, notificationHash, ...wanted } = command;
  const name = checkRegistryName(command.name);
  const service = checkService(command.service);
  const scope = checkRegistryScope(command.scope);
  const settings = {
    ...defaults,
    ...checkSettings(wanted, scope),
    hostname: checkHostname(command.hostname),
  };
  return [
    {
      type: 'RegistryCreated',
      data: {
        ...{ registryId, account, scope, name, service },
        ...settings,
        ...{ notificationHash, createdAt: formatInstant(now) },
      },
    },
  ];
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const change = (wanted: WantedSettings, state: Registry, now: Date): readonly RegistryEvent[] => {
  const registry = present(state);
  const checked = checkSettings(wanted, registry.scope);
  const changed = Object.fromEntries(
    Object.entries(checked).filter(([name, value]) => !same(value, registry[name as keyof RegistrySettings])),
  );
  if (Object.keys(changed).length === 0) return [];
  return [{ type: 'RegistryChanged', data: { ...changed, at: formatInstant(now) } }];
};

const decide: Decider<Registry, RegistryCommand, RegistryEvent>['decide'] = (command, state, { now }) => {
  const at = formatInstant(now);
  switch (command.type) {
    case 'CreateRegistry':
      return create(command.data, state, now);
    case 'ChangeRegistry':
      return change(command.data, state, now);
    case 'RotateNotificationToken':
      present(state);
      return [{ type: 'RegistryNotificationTokenRotated', data: { ...command.data, at } }];
    case 'DeleteRegistry':
      present(state);
      return [{ type: 'RegistryDeleted', data: { at } }];
    default:
      return assertNever(command);
  }
};

/** The rules of one registry. Its name, its service and its scope are as they were made. */
export const registryDecider: Decider<Registry, RegistryCommand, RegistryEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};
