import { type LogPosition, placeOf } from '@credstream/eventstore';
import type { Collection } from 'mongodb';

/** Up to where something that follows the log has taken it in; the id is its name. `log` is the log's identity. */
export type Checkpoint = { _id: string; position: string; log?: string };
type Checkpoints = Collection<Checkpoint>;

/** What cannot be true of the log that is there: the message says why. */
export class CheckpointNotTrue extends Error {}

/** Positions are kept as text of fixed width, so that text order is log order. */
export const positionText = (position: bigint): string => position.toString().padStart(20, '0');

export const placeText = ({ commit, prepare }: LogPosition): string =>
  `${positionText(commit)}/${positionText(prepare)}`;

/** Before both positions were kept, the text was the commit position alone. */
export const placeFrom = (text: string): LogPosition => {
  const [commit = '0', prepare] = text.split('/');
  return prepare === undefined
    ? placeOf(BigInt(commit))
    : { commit: BigInt(commit), prepare: BigInt(prepare) };
};

const start = placeText(placeOf(0n));

/** The start of the log before anything was taken in. */
export const placeReached = async (checkpoints: Checkpoints, name: string): Promise<LogPosition> =>
  placeFrom((await checkpoints.findOne({ _id: name }))?.position ?? start);

/** Makes the checkpoint where there is none yet. One from before logs had an identity is taken to be of this log. */
export const openCheckpoint = async (
  checkpoints: Checkpoints,
  name: string,
  log: string,
): Promise<Checkpoint> => {
  await checkpoints.updateOne({ _id: name }, { $setOnInsert: { position: start, log } }, { upsert: true });
  await checkpoints.updateOne({ _id: name, log: { $exists: false } }, { $set: { log } });
  return (await checkpoints.findOne({ _id: name })) ?? { _id: name, position: start, log };
};

/** Back to the start of this log, if the checkpoint is still the one that was looked at. */
export const resetCheckpoint = async (
  checkpoints: Checkpoints,
  { _id, position }: Checkpoint,
  log: string,
): Promise<string> => {
  await checkpoints.updateOne({ _id, position }, { $set: { position: start, log } });
  return start;
};

/** Throws when it is not where the caller left it: restored, or moved by another copy. */
export const moveCheckpoint = async (
  checkpoints: Checkpoints,
  name: string,
  from: string,
  position: string,
): Promise<void> => {
  const { matchedCount } = await checkpoints.updateOne({ _id: name, position: from }, { $set: { position } });
  if (matchedCount === 0) throw new Error(`The checkpoint of ${name} is not where it was left`);
};
