import {
  aggregate,
  currentShapes,
  uniqueValue,
  type UniqueValueEvent,
  valueId,
} from '@credstream/domain-kernel';
import { registryDecider } from './registry.decider.js';
import { RegistryNameTaken, RegistryServiceTaken } from './registry.errors.js';
import type { RegistryEvent } from './registry.events.js';

const registrySchema = currentShapes<RegistryEvent>({
  RegistryCreated: { withheld: ['notificationHash'], shown: ['tokenMode', 'offlineTokens'] },
  RegistryChanged: { shown: ['tokenMode', 'offlineTokens'] },
  RegistryNotificationTokenRotated: { withheld: ['notificationHash'] },
  RegistryDeleted: true,
});

/** Registries, each in the stream `registry-<registryId>`. */
export const registries = aggregate('registry', registryDecider, registrySchema);

/** Which registry has a name, one in an account, or a service, one in the whole installation. */
export type RegistryNameEvent = UniqueValueEvent<'RegistryName'>;
export type RegistryServiceEvent = UniqueValueEvent<'RegistryService'>;

export const registryNames = uniqueValue('RegistryName', RegistryNameTaken);
export const registryNameId = (account: string, name: string): string => valueId(account, name);

/** The token endpoint finds a registry by its service alone, so that a service is one in the installation. */
export const registryServices = uniqueValue('RegistryService', RegistryServiceTaken);
export const registryServiceId = (service: string): string => valueId(service);
