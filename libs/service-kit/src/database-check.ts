import type { Db } from 'mongodb';

/** Rejects while the database takes no write. It is one document that is written over and over. */
export const checkDatabase = async (db: Db): Promise<void> => {
  await db
    .collection<{ _id: string; at: Date }>('readiness')
    .updateOne({ _id: 'probe' }, { $set: { at: new Date() } }, { upsert: true });
};
