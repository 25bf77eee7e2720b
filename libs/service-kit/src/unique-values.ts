import { PreconditionFailed, type RequestContext, type UniqueValue } from '@credstream/domain-kernel';
import { type RecordedEvent, withoutPrecondition } from '@credstream/eventstore';
import type { ServiceHost } from './service-host.js';

/** Who wants a value, or gives it back, in which request. */
export type Claim = Readonly<{ holderId: string; account: string; context: RequestContext }>;

/** The values of one sort that only one may have, each in a stream of its own. */
export class UniqueValues<N extends string> {
  constructor(
    private readonly host: ServiceHost,
    private readonly values: UniqueValue<N>,
  ) {}

  /** Who holds it; `undefined` for nobody. The holder need not exist yet, or any more. */
  async holderOf(valueId: string): Promise<string | undefined> {
    const { state } = await this.host.of(this.values).read(valueId);
    return state.status === 'held' ? state.holderId : undefined;
  }

  /**
   * Throws the refusal of a value that is taken. `bears` says whether the one who holds it now exists and uses it; it
   * is asked only where there is one.
   */
  async reserve(
    valueId: string,
    { holderId, account, context }: Claim,
    bears: (presentHolder: string) => Promise<boolean>,
  ): Promise<void> {
    await this.host.of(this.values).handle(
      valueId,
      async (value) => {
        const presentHolderUsesIt = value.status === 'held' && (await bears(value.holderId));
        return { type: `Reserve${this.values.noun}`, data: { holderId, presentHolderUsesIt } };
      },
      // Most values are new: nothing is read of them.
      { context: withoutPrecondition(context), account, believed: [] },
    );
  }

  /** The newest event of the value, with which it can be given back later. */
  async held(valueId: string): Promise<readonly RecordedEvent[]> {
    return (await this.host.of(this.values).read(valueId)).recorded;
  }

  /**
   * Gives a value back. With `held`, only if nothing happened to it since then: another request may have given it to
   * the very same holder again.
   */
  async release(
    valueId: string,
    { holderId, account, context }: Claim,
    held?: readonly RecordedEvent[],
  ): Promise<void> {
    const last = held?.at(-1)?.revision ?? -1n;
    const released = this.host.of(this.values).handle(
      valueId,
      { type: `Release${this.values.noun}`, data: { holderId } },
      {
        context: { ...withoutPrecondition(context), ...(held && { expectedRevision: Number(last) }) },
        account,
        believed: held,
      },
    );
    await released.catch((error: unknown) => {
      if (!(error instanceof PreconditionFailed)) throw error;
    });
  }
}
