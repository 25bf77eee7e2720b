import type { CheckpointPublication } from '@credstream/contracts/audit';
import { formatInstant } from '@credstream/domain-kernel';
import { ServiceHost } from '@credstream/service-kit';
import { type Checkpoint, NoteRefused, type NoteVerifier, openCheckpoint } from '@credstream/transparency';
import { Injectable } from '@nestjs/common';
import type { Collection } from 'mongodb';
import type { CheckpointPlace } from './checkpoint-places.js';

/** What lies outside of the log contradicts it. */
export class PublishedElsewhere extends Error {}

/** The places of the settings. */
export class CheckpointPlaces {
  constructor(readonly all: readonly CheckpointPlace[]) {}
}

type Failure = Readonly<{ at: Date; reason: string; attempts: number }>;
type PlaceDocument = { _id: string; name: string; size?: number; publishedAt?: Date; failure?: Failure };

/** Publishes checkpoints outside of the log, and knows how that went. */
@Injectable()
export class PublishedCheckpoint {
  private readonly states: Collection<PlaceDocument>;

  constructor(
    private readonly host: ServiceHost,
    private readonly places: CheckpointPlaces,
  ) {
    this.states = host.db.collection('checkpoint_places');
  }

  /**
   * Replaces what is at a place by a newer checkpoint. What somebody wrote there is replaced; a checkpoint of this log
   * that goes further than the log does is evidence, and stays.
   *
   * @throws PublishedElsewhere when the place says more than the log
   */
  async publish(
    place: CheckpointPlace,
    note: string,
    verifiers: readonly NoteVerifier[],
    signal: AbortSignal,
  ): Promise<void> {
    const now = openCheckpoint(note, verifiers);
    const { name } = place;
    const state = await this.states.findOne({ _id: place.kind });
    // A file is looked at each time: somebody may have taken it away.
    if (place.kind === 'url' && state?.name === name && state.size === now.size && !state.failure) return;
    try {
      await this.replace(place, now, verifiers, signal);
    } catch (error) {
      const reason = (error as Error).message.slice(0, 500);
      const failure = { at: this.host.now(), reason, attempts: (state?.failure?.attempts ?? 0) + 1 };
      await this.states.updateOne({ _id: place.kind }, { $set: { name, failure } }, { upsert: true });
      throw error;
    }
    if (state?.name === name && state.size === now.size && !state.failure) return;
    await this.states.updateOne(
      { _id: place.kind },
      { $set: { name, size: now.size, publishedAt: this.host.now() }, $unset: { failure: '' } },
      { upsert: true },
    );
  }

  /** How it went at each place. */
  async publications(): Promise<readonly CheckpointPublication[]> {
    return Promise.all(
      this.places.all.map(async ({ kind, name }) => {
        const found = await this.states.findOne({ _id: kind });
        const { size, publishedAt, failure } = found?.name === name ? found : {};
        return {
          ...{ kind, place: name },
          ...(size !== undefined && { size }),
          ...(publishedAt && { publishedAt: formatInstant(publishedAt) }),
          ...(failure && { lastFailure: { ...failure, at: formatInstant(failure.at) } }),
        };
      }),
    );
  }

  private async replace(
    { name, read, write }: CheckpointPlace,
    now: Checkpoint,
    verifiers: readonly NoteVerifier[],
    signal: AbortSignal,
  ): Promise<void> {
    const text = await read(signal);
    const before = text === undefined ? undefined : this.opened(text, verifiers);
    if (before?.note === now.note) return;
    if (before && (before.size > now.size || (before.size === now.size && !before.root.equals(now.root)))) {
      throw new PublishedElsewhere(
        `${name} holds a signed checkpoint of ${before.size} entries, and the log has signed ${now.size}: ` +
          'the log was rolled back or forked. What is there is left as it is',
      );
    }
    await write(now.note, signal);
  }

  private opened(text: string, verifiers: readonly NoteVerifier[]): Checkpoint | undefined {
    try {
      return openCheckpoint(text, verifiers);
    } catch (error) {
      if (error instanceof NoteRefused) return undefined;
      throw error;
    }
  }
}
