/** What a verification can find; each is the name of one way to tamper with a log or an export. */
export type FindingName =
  | 'malformed'
  | 'truncated'
  | 'checkpoint_unknown_key'
  | 'checkpoint_bad_signature'
  | 'checkpoint_other_origin'
  | 'lines_changed'
  | 'entry_changed'
  | 'proof_wrong'
  | 'rolled_back'
  | 'forked'
  | 'checkpoint_unchecked';

/** Something is not as it was signed. `notes`: the two signed notes that contradict each other. */
export class Finding extends Error {
  constructor(
    readonly finding: FindingName,
    message: string,
    readonly notes: readonly string[] = [],
  ) {
    super(message);
  }
}
