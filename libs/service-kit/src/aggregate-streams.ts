import type { Aggregate, Command, Event, RequestContext } from '@credstream/domain-kernel';
import {
  type CommandCall,
  type CommandOutcome,
  type EventStore,
  handleCommand,
  type Past,
  readPast,
} from '@credstream/eventstore';

type Call<S, C extends Command, E extends Event> = CommandCall<S, C, E>;

/** What a command comes with; each part is described in `CommandCall`. */
export type Handling<S> = Readonly<{ context: RequestContext }> &
  Pick<Call<S, Command, Event>, 'account' | 'permit' | 'repeatable' | 'believed'>;

/** Everything of one aggregate, each thing from its stream and into it: `host.of(apiKeys)`. */
export class AggregateStreams<S, C extends Command, E extends Event> {
  constructor(
    private readonly aggregate: Aggregate<S, C, E>,
    private readonly store: EventStore,
    private readonly now: () => Date,
  ) {}

  /** Throws `ServiceUnavailable`. */
  read(id: string): Promise<Past<S, E>> {
    return readPast(this.store, this.aggregate, id);
  }

  /** Is there such a thing, or was there ever? */
  async exists(id: string): Promise<boolean> {
    return (await this.store.readLast(this.aggregate.streamOf(id))) !== undefined;
  }

  /** Throws what stands against a command; records nothing. */
  check(command: C, state: S): void {
    this.aggregate.decider.decide(command, state, { now: this.now() });
  }

  /** Throws as `handleCommand` does. */
  handle(
    id: string,
    command: Call<S, C, E>['command'],
    handling: Handling<S>,
  ): Promise<CommandOutcome<S, E>> {
    const { store, aggregate } = this;
    return handleCommand({ store, aggregate, id, command, now: this.now(), ...handling });
  }
}
