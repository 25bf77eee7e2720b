import { Text, Whole } from './fields.js';

/** What every list takes. */
export class PageRequest {
  @Whole({ min: 1, max: 200, optional: true, description: 'How many at most; 50 when absent' })
  limit?: number;

  @Text({ optional: true, description: 'The nextCursor of the page before' })
  cursor?: string;
}

/** Takes nothing. */
export class Nothing {}
