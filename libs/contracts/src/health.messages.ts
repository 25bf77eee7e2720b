import { Flag, TextList } from './fields.js';

/** `ready` once every view has caught up to where the log was at start. */
export class HealthReply {
  @Flag() ready!: boolean;
  @TextList({ optional: true }) waitingFor?: readonly string[];
}
