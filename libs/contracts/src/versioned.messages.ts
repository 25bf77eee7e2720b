import { Count, Text } from './fields.js';

/** What every reply about one stored thing says: its `revision`, and the log position of its last event. */
export class Versioned {
  @Count() revision!: number;
  @Text() position!: string;
}
