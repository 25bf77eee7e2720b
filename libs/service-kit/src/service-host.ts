import type { PartKeys } from '@credstream/crypto';
import type { Aggregate, Command, Event } from '@credstream/domain-kernel';
import { type EventStore, PersonKeys, type RecordedEvent } from '@credstream/eventstore';
import type { FollowerParts } from '@credstream/projections';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Db } from 'mongodb';
import { AggregateStreams } from './aggregate-streams.js';
import { cursorSecret, hashKeySecret } from './connections/key-plan.js';
import { subjectOf } from './connections/subject.js';
import { type Clock, createClock } from './forward-clock.js';
import type { Logger } from './logger.js';

/** What a server of NATS takes when it says nothing. */
const defaultMaxPayload = 1_048_576;

/** What a service stands on; the parts of a service ask Nest for it by this class. */
export class ServiceHost {
  readonly clock: Clock = createClock();
  private readonly measured: (() => Promise<void>)[] = [];
  /** The data keys of persons, for who opens or destroys what is sealed. */
  readonly persons: PersonKeys;

  constructor(
    readonly name: string,
    readonly store: EventStore,
    readonly db: Db,
    readonly nats: NatsConnection,
    readonly keys: PartKeys,
    readonly log: Logger,
    /** Unique for this copy of the service. */
    readonly copy: string,
    /** Of an installation that shares its servers with others. */
    private readonly prefix?: string,
  ) {
    this.persons = new PersonKeys(store);
  }

  /** Sets a metric that is not counted as it happens, each time that metrics are asked for. */
  onMeasure(measure: () => Promise<void>): void {
    this.measured.push(measure);
  }

  async measure(): Promise<void> {
    for (const measure of this.measured) await measure();
  }

  /** A subject as it is on the bus. */
  subject(name: string): string {
    return subjectOf(name, this.prefix);
  }

  /** Keys the hashes of what must not be guessed at, such as bodies of requests; this service's own, never rotated. */
  get hashKey(): Uint8Array {
    return this.keys.secret(hashKeySecret);
  }

  /** Signs the cursors of lists. */
  get cursorKey(): Uint8Array {
    return this.keys.secret(cursorSecret);
  }

  /** The things of one aggregate: `host.of(apiKeys)`. */
  of<S, C extends Command, E extends Event>(aggregate: Aggregate<S, C, E>): AggregateStreams<S, C, E> {
    return new AggregateStreams(aggregate, this.store, () => this.now());
  }

  /** The items of a page: as JSON inside JSON, and with what is added to them, they still fit in one message. */
  get maxPageBytes(): number {
    return Math.floor((this.nats.info?.max_payload ?? defaultMaxPayload) / 4);
  }

  /** What everything of this service runs on that follows the log. */
  projectionParts(): FollowerParts {
    return {
      store: this.store,
      db: this.db,
      holder: this.copy,
      onFailure: ({ stream, position }: RecordedEvent, error: unknown) =>
        this.log.error({ err: error, stream, position: String(position) }, 'An event cannot be projected'),
      onOutage: (error: unknown) => this.log.warn({ err: error }, 'A view is interrupted'),
    };
  }

  /** The present moment, for what is recorded. A service looks at the clock here and in `latest` only. */
  now(): Date {
    return new Date(this.clock.now());
  }

  /** For judging whether something that was handed out has ended: a wall clock that is ahead ends it, for as long. */
  latest(): Date {
    return new Date(this.clock.latest());
  }
}
