import {
  aggregate,
  assertNever,
  type Command,
  currentShapes,
  type Decider,
  defineError,
  type Event,
  formatInstant,
} from '@credstream/domain-kernel';

type OfFailure = Readonly<{
  /** Its name without its version. */
  projection: string;
  /** Of the event that could not be projected, in the log; decimal text. */
  position: string;
  reason?: string;
  at: string;
}>;

/** What operators ask of the projections of one service. One stream for each service. */
export type ProjectionsEvent =
  /** The projection is to be built anew. The generation counts how often that was asked for. */
  | Event<
      'ProjectionRebuildRequested',
      { projection: string; generation: number; reason?: string; at: string }
    >
  | Event<'ProjectionFailureRetried', OfFailure>
  | Event<'ProjectionFailureSkipped', OfFailure>;

type AboutFailure = Readonly<{ projection: string; position: string; reason?: string }>;

export type ProjectionsCommand =
  /** `generation` is the one that is to come. */
  | Command<'RequestRebuild', { projection: string; generation: number; reason?: string }>
  | Command<'RetryFailure', AboutFailure>
  | Command<'SkipFailure', AboutFailure>;

export type FailureDecision = Readonly<{
  decision: 'retry' | 'skip';
  /** Counts the decisions of the projection, from 1. */
  number: number;
}>;

/** What is asked of one projection. */
export type ProjectionOrders = Readonly<{
  /** Of the newest rebuild; 0 before the first. */
  generation: number;
  decided: number;
  /** By the position of the event. */
  failures: Readonly<Record<string, FailureDecision>>;
}>;

/** By the name of the projection. */
export type ProjectionsState = Readonly<Record<string, ProjectionOrders>>;

const none: ProjectionOrders = { generation: 0, decided: 0, failures: {} };

/** What is asked of a projection of this name. */
export const ordersFor = (state: ProjectionsState, projection: string): ProjectionOrders =>
  Object.hasOwn(state, projection) ? (state[projection] ?? none) : none;

export class ProjectionNotFound extends defineError(
  'projection.not_found',
  'not_found',
  'There is no such projection',
  'Look for its name in GET /api/v1/projections',
) {}
export class ProjectionFailureNotFound extends defineError(
  'projection.failure_not_found',
  'not_found',
  'The projection has no such failure',
  'List its failures; one that was retried well, or built anew, is no longer there',
) {}
export class ProjectionReasonTooLong extends defineError(
  'projection.reason_too_long',
  'invalid',
  'The reason is too long',
  'Send at most 500 characters',
) {}

const longestReason = 500;

const evolve = (state: ProjectionsState, event: ProjectionsEvent): ProjectionsState => {
  const { projection } = event.data;
  const orders = ordersFor(state, projection);
  if (event.type === 'ProjectionRebuildRequested') {
    // Each event is tried in its turn again. What is to be skipped stays so.
    const skipped = Object.entries(orders.failures).filter(([, { decision }]) => decision === 'skip');
    const { generation } = event.data;
    return { ...state, [projection]: { ...orders, generation, failures: Object.fromEntries(skipped) } };
  }
  const number = orders.decided + 1;
  const decision = event.type === 'ProjectionFailureRetried' ? 'retry' : 'skip';
  const failures = { ...orders.failures, [event.data.position]: { decision, number } as const };
  return { ...state, [projection]: { ...orders, decided: number, failures } };
};

const decide: Decider<ProjectionsState, ProjectionsCommand, ProjectionsEvent>['decide'] = (
  command,
  state,
  { now },
) => {
  const { reason = '', ...asked } = command.data;
  if (reason.length > longestReason) throw new ProjectionReasonTooLong();
  const data = { ...asked, ...(reason !== '' && { reason }), at: formatInstant(now) };
  const orders = ordersFor(state, asked.projection);
  switch (command.type) {
    case 'RequestRebuild':
      if (command.data.generation <= orders.generation) return [];
      return [
        {
          type: 'ProjectionRebuildRequested',
          data: { ...data, generation: orders.generation + 1 },
        },
      ];
    case 'RetryFailure':
      return [{ type: 'ProjectionFailureRetried', data: { ...data, position: command.data.position } }];
    case 'SkipFailure':
      if (orders.failures[command.data.position]?.decision === 'skip') return [];
      return [{ type: 'ProjectionFailureSkipped', data: { ...data, position: command.data.position } }];
    default:
      return assertNever(command);
  }
};

/** The rules of what operators ask of projections. */
export const projectionsDecider: Decider<ProjectionsState, ProjectionsCommand, ProjectionsEvent> = {
  initialState: () => ({}),
  evolve,
  decide,
};

export const projectionsSchema = currentShapes<ProjectionsEvent>({
  ProjectionRebuildRequested: true,
  ProjectionFailureRetried: true,
  ProjectionFailureSkipped: true,
});

/** What is asked of the projections of a service, in the stream `projections-<context>`. */
export const projections = aggregate('projections', projectionsDecider, projectionsSchema);
