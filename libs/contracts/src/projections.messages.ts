import { Count, Flag, Instant, Nested, NestedList, OneOf, Text, Whole } from './fields.js';
import { projectionStates } from './values.js';

/** How far a build is that does not serve yet. */
export class ProjectionRebuild {
  @Count({ description: 'The position of the log up to which it is built' }) done!: number;
  @Count({ description: 'The position of the newest event of the log' }) total!: number;
}

export class ProjectionView {
  @Text() name!: string;
  @Text({ description: 'The service that keeps it' }) service!: string;
  @Count({ description: 'Rises when the software writes it in another form' }) version!: number;
  @Count({ description: 'How often it was asked to be built anew' }) generation!: number;
  @OneOf(projectionStates, {
    description: 'building: for the first time. rebuilding: a new build is made beside the one that serves',
  })
  state!: string;
  @Text({ description: 'The log position up to which it is complete; decimal text' }) position!: string;
  @Count({ description: 'Events that it has not taken in yet' }) lag!: number;
  @Flag({ description: 'Whether there are more of them: 4,096 events of the log are looked through' })
  lagIsMore!: boolean;
  @Count({ description: 'Events that could not be taken in and that nobody has decided to skip' })
  failures!: number;
  @Nested(ProjectionRebuild, { optional: true }) rebuild?: ProjectionRebuild;
}

export class ProjectionList {
  @NestedList(ProjectionView) items!: readonly ProjectionView[];
}

export class RebuildProjection {
  @Text({ description: 'Of the projection', example: 'apikey_list' }) name!: string;
  @Text({ optional: true, description: 'For the audit log; at most 500 characters' }) reason?: string;
}

export class ProjectionReply {
  @Nested(ProjectionView) projection!: ProjectionView;
}

export class ListProjectionFailures {
  @Text({ description: 'Of the projection', example: 'apikey_list' }) name!: string;
  @Whole({ min: 1, max: 200, optional: true, description: 'How many at most; 50 when absent' })
  limit?: number;
}

export class ProjectionFailureView {
  @Text({ description: 'The position of the event in the log; decimal text' }) id!: string;
  @Text() stream!: string;
  @Text() type!: string;
  @Text({ description: 'Why it could not be taken in' }) error!: string;
  @Instant({ description: 'When it was tried last' }) at!: string;
  @Count({ description: 'How often it was tried' }) attempts!: number;
  @Flag({ description: 'Whether somebody has decided that the projection does without it' })
  skipped!: boolean;
}

export class ProjectionFailureList {
  @NestedList(ProjectionFailureView) items!: readonly ProjectionFailureView[];
}

export class DecideProjectionFailure {
  @Text({ description: 'Of the projection', example: 'apikey_list' }) name!: string;
  @Text({ description: 'The id of the failure', example: '4711' }) id!: string;
  @Text({ optional: true, description: 'For the audit log; at most 500 characters' }) reason?: string;
}
