import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import type { Collection } from 'mongodb';

/** Why the newest attempts failed; `attempts` in a row. */
export type SinkFailure = Readonly<{ at: Date; reason: string; attempts: number }>;

/** `position`: everything up to there was taken by the receiver, or is not for it. */
type PlaceDocument = {
  _id: string;
  position?: string;
  deliveredAt?: Date;
  failure?: SinkFailure;
};

export type SinkPlace = Readonly<{ position?: bigint; deliveredAt?: Date; failure?: SinkFailure }>;

/** How far each sink is. */
@Injectable()
export class SinkPlaces {
  private readonly places: Collection<PlaceDocument>;

  constructor({ db }: ServiceHost) {
    this.places = db.collection('sink_places');
  }

  async of(sinkId: string): Promise<SinkPlace> {
    const { position, deliveredAt, failure } = (await this.places.findOne({ _id: sinkId })) ?? {};
    return {
      ...(position !== undefined && { position: BigInt(position) }),
      ...(deliveredAt && { deliveredAt }),
      ...(failure && { failure }),
    };
  }

  async reached(sinkId: string, position: bigint, deliveredAt: Date): Promise<void> {
    await this.places.updateOne(
      { _id: sinkId },
      { $set: { position: String(position), deliveredAt }, $unset: { failure: '' } },
      { upsert: true },
    );
  }

  async failed(sinkId: string, failure: SinkFailure): Promise<void> {
    await this.places.updateOne({ _id: sinkId }, { $set: { failure } }, { upsert: true });
  }

  async forget(sinkId: string): Promise<void> {
    await this.places.deleteOne({ _id: sinkId });
  }
}
