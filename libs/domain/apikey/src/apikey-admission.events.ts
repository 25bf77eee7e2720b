import type { Event } from '@credstream/domain-kernel';

/** A key that may be made, and since when. */
export type Admission = Readonly<{ keyId: string; at: string }>;

/** Who was given a place among a user's keys: said before the key is made. Its stream is `apikeyadmission-<userId>`. */
export type ApiKeyAdmissionEvent = Event<
  'ApiKeyAdmitted',
  {
    keyId: string;
    /** So many keys of the user count at most, this one among them. */
    counted: number;
    /** Those that were admitted shortly before, and may not be made yet. */
    others: readonly Admission[];
    at: string;
  }
>;
