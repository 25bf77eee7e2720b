import type { Projection, ViewDocument } from '@credstream/projections';

/** When a user signed in last, as the sessions that identity-service records tell it. */
export type SignInDocument = ViewDocument & { lastSignInAt: string };

/** Times are of one form, so that the newest of two is the greater text; what comes again changes nothing. */
export const signInsProjection: Projection<SignInDocument> = {
  name: 'sign_ins',
  version: 1,
  prefixes: ['session-'],
  indexes: [],
  project: ({ type, data, position }) => {
    if (type !== 'SessionStarted') return [];
    const { userId: _id, at: lastSignInAt } = data as { userId: string; at: string };
    return [
      {
        updateOne: {
          filter: { _id },
          update: { $setOnInsert: { revision: -1, lastSignInAt: '' } },
          upsert: true,
        },
      },
      { updateOne: { filter: { _id }, update: { $max: { lastSignInAt, revision: Number(position) } } } },
    ];
  },
};
