import type { Collection } from 'mongodb';

/** Up to where something that follows the log has taken it in; the id is its name. */
export type Checkpoint = { _id: string; position: string };
type Checkpoints = Collection<Checkpoint>;

/** Positions are kept as text of fixed width, so that text order is log order. */
export const positionText = (position: bigint): string => position.toString().padStart(20, '0');

/** 0 before anything was taken in. */
export const positionOf = async (checkpoints: Checkpoints, name: string): Promise<bigint> =>
  BigInt((await checkpoints.findOne({ _id: name }))?.position ?? 0);

/** Makes the checkpoint where there is none yet; answers its position. */
export const openCheckpoint = async (checkpoints: Checkpoints, name: string): Promise<string> => {
  const start = positionText(0n);
  const checkpoint = await checkpoints.findOneAndUpdate(
    { _id: name },
    { $setOnInsert: { position: start } },
    { upsert: true, returnDocument: 'after' },
  );
  return checkpoint?.position ?? start;
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
