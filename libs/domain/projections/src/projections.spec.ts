import { DomainError } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import {
  ordersFor,
  type ProjectionsCommand,
  projectionsDecider,
  type ProjectionsEvent,
  projectionsSchema,
} from './projections.js';

const now = new Date('2026-03-01T12:00:00.700Z');
const at = '2026-03-01T12:00:00Z';
const projection = 'apikey_list';

const rebuilt = (generation: number): ProjectionsEvent => ({
  type: 'ProjectionRebuildRequested',
  data: { projection, generation, at },
});
const decided = (type: 'ProjectionFailureRetried' | 'ProjectionFailureSkipped'): ProjectionsEvent => ({
  type,
  data: { projection, position: '12', at },
});
const retried = decided('ProjectionFailureRetried');
const skipped = decided('ProjectionFailureSkipped');

const rebuild = (generation: number, reason?: string): ProjectionsCommand => ({
  type: 'RequestRebuild',
  data: { projection, generation, ...(reason !== undefined && { reason }) },
});
const retry: ProjectionsCommand = { type: 'RetryFailure', data: { projection, position: '12' } };
const skip: ProjectionsCommand = { type: 'SkipFailure', data: { projection, position: '12' } };

/** As `specificationOf` of the test kit, which stands on service-kit, as that does on this. */
const given = (...history: readonly ProjectionsEvent[]) => ({
  when: (command: ProjectionsCommand) => {
    const decide = () =>
      projectionsDecider.decide(
        command,
        history.reduce(projectionsDecider.evolve, projectionsDecider.initialState()),
        { now },
      );
    return {
      thenEvents: (...events: readonly ProjectionsEvent[]) => expect(decide()).toEqual(events),
      thenNothing: () => expect(decide()).toEqual([]),
      thenFails: (code: string) => {
        expect(decide).toThrow(DomainError);
        expect(decide).toThrow(expect.objectContaining({ code }));
      },
    };
  },
});

const stateAfter = (...events: readonly ProjectionsEvent[]) =>
  ordersFor(events.reduce(projectionsDecider.evolve, projectionsDecider.initialState()), projection);

describe('the rebuild of a projection', () => {
  it('is the next generation', () => {
    given().when(rebuild(1)).thenEvents(rebuilt(1));
    given(rebuilt(1)).when(rebuild(2)).thenEvents(rebuilt(2));
  });

  it('is recorded once when two ask for it at a time', () =>
    given(rebuilt(1)).when(rebuild(1)).thenNothing());

  it('counts by itself, whatever number was sent', () =>
    given(rebuilt(1)).when(rebuild(9)).thenEvents(rebuilt(2)));

  it('has a reason of 500 characters at most', () => {
    const reason = 'ж'.repeat(500);
    given()
      .when(rebuild(1, reason))
      .thenEvents({ type: 'ProjectionRebuildRequested', data: { projection, generation: 1, reason, at } });
    given()
      .when(rebuild(1, `${reason}!`))
      .thenFails('projection.reason_too_long');
  });

  it('forgets what was to be retried, and goes on skipping', () => {
    expect(stateAfter(retried, rebuilt(1)).failures).toEqual({});
    expect(stateAfter(skipped, rebuilt(1)).failures).toEqual({ '12': { decision: 'skip', number: 1 } });
  });
});

describe('an event that cannot be projected', () => {
  it('is retried as often as somebody asks', () => {
    given().when(retry).thenEvents(retried);
    given(retried).when(retry).thenEvents(retried);
    expect(stateAfter(retried, retried).failures).toEqual({ '12': { decision: 'retry', number: 2 } });
  });

  it('is skipped once, and can be retried after that', () => {
    given(retried).when(skip).thenEvents(skipped);
    given(skipped).when(skip).thenNothing();
    given(skipped).when(retry).thenEvents(retried);
  });
});

describe('a projection that is named as something every object has', () => {
  it('has no orders', () => expect(ordersFor({}, 'constructor').generation).toBe(0));
});

describe('the stored shapes', () => {
  it('are read for ever', () => {
    for (const sample of [
      { type: 'ProjectionRebuildRequested', data: { projection, generation: 1, reason: 'why', at } },
      { type: 'ProjectionFailureRetried', data: { projection, position: '12', reason: 'why', at } },
      { type: 'ProjectionFailureSkipped', data: { projection, position: '12', at } },
    ]) {
      expect(projectionsSchema.read(sample)).toEqual(sample);
    }
  });
});
