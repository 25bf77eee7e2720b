import { apiKeyAdmissions, apiKeys, keyUsages, webhookDeliveries, webhooks } from '@credstream/domain-apikey';
import { auditSinks } from '@credstream/domain-audit';
import { credentials } from '@credstream/domain-credential';
import { administrators, firstPasswords, organizations, sessions, users } from '@credstream/domain-identity';
import type { Aggregate, Command, Event } from '@credstream/domain-kernel';
import { projections } from '@credstream/domain-projections';
import { cliSecrets, registries, registryTokens } from '@credstream/domain-registry';
import {
  offlineTokens,
  signingKeys,
  trustedIssuers,
  workloadTokens,
} from '@credstream/domain-registry-access';
import { pastOf, type RecordedEvent } from '@credstream/eventstore';

/** What the events of a thing come to, by the rules that serve the present. */
type StateOf = (recorded: readonly RecordedEvent[]) => unknown;

const entry = <S, C extends Command, E extends Event>(
  aggregate: Aggregate<S, C, E>,
): readonly [string, StateOf] => [
  aggregate.prefix,
  (recorded) => pastOf(aggregate, aggregate.newestSaysAll ? recorded.slice(-1) : recorded).state,
];

const states = new Map<string, StateOf>([
  ...[entry(organizations), entry(users), entry(sessions), entry(administrators), entry(firstPasswords)],
  ...[entry(apiKeys), entry(apiKeyAdmissions), entry(keyUsages), entry(webhooks), entry(webhookDeliveries)],
  ...[entry(credentials), entry(auditSinks), entry(projections)],
  ...[entry(registries), entry(registryTokens), entry(cliSecrets)],
  ...[entry(signingKeys), entry(offlineTokens), entry(trustedIssuers), entry(workloadTokens)],
]);

/** What stands before the id in the streams of each aggregate. */
export const aggregatePrefixes: readonly string[] = [...states.keys()];

/** Undefined for streams that only list facts. */
export const stateOf = (stream: string): StateOf | undefined =>
  states.get(stream.slice(0, stream.indexOf('-') + 1));
