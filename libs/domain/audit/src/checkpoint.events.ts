import { currentShapes, type Event } from '@credstream/domain-kernel';

/**
 * The log has signed its head. The event also keeps the leaf hashes since the head before and the log positions of
 * their entries: the tree can be built from these events alone, when retention has removed entries, and by versions
 * that would write an entry in another form.
 */
export type CheckpointEvent = Event<
  'CheckpointSigned',
  {
    size: number;
    /** Base64. */
    root: string;
    /** The signed note (c2sp.org/tlog-checkpoint). */
    note: string;
    /** The size of the head before. */
    from: number;
    /** Base64 of 32 bytes for each leaf since then. */
    leaves: string;
    /** Base64 of 8 bytes, big-endian, for the position of each. */
    positions: string;
    at: string;
  }
>;

export const checkpointPrefix = 'checkpoint-';
export const checkpointStream = `${checkpointPrefix}log`;
export const checkpointSchema = currentShapes<CheckpointEvent>({ CheckpointSigned: true });

/** The log signs with its next key from now on. */
export type LogKeyEvent = Event<
  'LogKeyRotated',
  {
    /** 0 is the first key. */
    epoch: number;
    /** The signed note by which the key before hands over. Both have signed it. */
    note: string;
    at: string;
  }
>;

export const logKeyStream = 'logkey-log';
export const logKeySchema = currentShapes<LogKeyEvent>({ LogKeyRotated: true });
