import { Flag, Text } from './fields.js';

/** What one service did for a user who was off-boarded by the event at `position`. */
export class ReportOffboarding {
  @Text() userId!: string;
  @Text() position!: string;
}

/** `complete` once nothing of the user is left to take away here; the lists are what was taken. */
export class OffboardingPart {
  @Flag() complete!: boolean;
}
