import {
  auditContract,
  type GetHistory,
  type HistoryEvent,
  type ThingHistory,
} from '@credstream/contracts/audit';
import { AuditHistoryNotFound } from '@credstream/domain-audit';
import {
  formatInstant,
  installationScope,
  parseInstant,
  type RequestContext,
} from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import { fitting, LiveDirectory, refusedFor, requireCall, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { entryFacts, isAudited } from '../audit/audit-log.projection.js';
import { shownData } from '../audit/entry-of.js';
import { RemovedEntries } from '../retention/removed-entries.js';
import { stateOf } from './aggregates.js';
import { shownState } from './shown-state.js';

/** A category and an id. */
const streamForm = /^[a-z]+-.{1,500}$/;

/** Has the event happened by the revision and the instant that are asked for? */
const untilOf = ({ revision, at }: GetHistory): ((event: RecordedEvent) => boolean) => {
  if (revision !== undefined && at !== undefined) {
    const message = 'Ask for the state at a revision or at an instant, not at both';
    throw refusedFor([{ path: 'at', rule: 'one', message }]);
  }
  const instant = at === undefined ? undefined : parseInstant(at);
  if (at !== undefined && !instant) {
    const message = 'at is not a time; write it as 2027-01-31T23:59:59Z';
    throw refusedFor([{ path: 'at', rule: 'instant', message }]);
  }
  // Times are told in whole seconds, and an event of a second has happened in it.
  const end = instant && instant.getTime() + 1_000;
  return (event) =>
    (revision === undefined || event.revision <= BigInt(revision)) &&
    (end === undefined || event.created.getTime() < end);
};

const shownEvent = (event: RecordedEvent): HistoryEvent => {
  const { eventId: id, revision, type, time, actor, data } = entryFacts(event);
  return { ...{ id, revision, type, actor }, time: formatInstant(time), data: shownData(data) };
};

/** What happened to one thing, and what it was then. */
@Injectable()
export class History {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly removed: RemovedEntries,
  ) {}

  /** Throws `NotPermitted`, `AuditEntryRemoved`; `AuditHistoryNotFound`, also where the actor may not know that there is such a thing. */
  async of(message: GetHistory, context: RequestContext): Promise<ThingHistory> {
    const isWanted = untilOf(message);
    if (!streamForm.test(message.stream)) throw new AuditHistoryNotFound();
    const recorded = (await this.host.store.read(message.stream)).filter(isAudited);
    const [first] = recorded;
    if (!first) {
      await this.removed.requireNone({ stream: message.stream }, context);
      throw new AuditHistoryNotFound();
    }
    const scope = first.metadata.account ?? installationScope;
    requireCall(this.directory, context.actor, auditContract.history, scope, AuditHistoryNotFound);
    const wanted = recorded.filter(isWanted);
    const newest = fitting(wanted.map(shownEvent).reverse(), this.host.maxPageBytes / 2);
    const events = [...newest].reverse();
    const state = stateOf(message.stream)?.(wanted);
    return {
      events,
      omitted: wanted.length - events.length,
      ...(state !== undefined && { state: JSON.stringify(shownState(state, wanted)) }),
    };
  }
}
