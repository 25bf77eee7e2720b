import { coveredBy, type LogPosition } from '@credstream/eventstore';
import type { Collection } from 'mongodb';
import { again, pause } from './again.js';
import { type Checkpoint, placeReached } from './checkpoint.js';
import { startLeasedWork } from './lease.js';
import type { FollowerParts } from './log-follower.js';
import { type Progress, progressOf } from './progress.js';
import { type Build, buildOf, collectionName, type Projection, type ViewDocument } from './projection.js';
import { historyWith, obstacleTo, ProjectionBuild } from './projection-build.js';
import { type ProjectionFailure, ProjectionFailures } from './projection-failures.js';
import { noOrders, type OrderSource } from './projection-orders.js';

type ActiveBuild = { _id: string; version: number; generation?: number };

export type ProjectionOptions<D extends ViewDocument> = FollowerParts &
  Readonly<{
    projection: Projection<D>;
    orders?: OrderSource;
    /** For how long a build that no longer serves is kept, for who is reading it. */
    keptMs?: number;
  }>;

/** How a read model is. */
export type ViewStatus = Readonly<{
  version: number;
  generation: number;
  /** `building`: for the first time. `rebuilding`: another build is made beside the one that serves. */
  state: 'building' | 'live' | 'rebuilding';
  position: bigint;
  /** Events that it has not taken in yet. There are more where `more` says so: not all were counted. */
  lag: Readonly<{ events: number; more: boolean }>;
  /** Events that it lacks and that nobody has decided to skip. */
  failures: number;
  /** How far the build is that does not serve yet; both are positions of the log. */
  rebuild?: Readonly<{ done: bigint; total: bigint }>;
}>;

/** What a retry of an event would come to. */
export type RetryPlan =
  /** It is tried by itself: nothing came after it in its stream, or it cannot be projected now either. */
  | 'alone'
  /** What came after it in its stream has been taken in: only a rebuild puts it in its place. */
  | 'rebuild';

/** A read model as its service queries it. */
export type View<D extends ViewDocument> = Progress &
  Readonly<{
    /** The build that has caught up; before the first ever has, the one that is made. */
    collection: () => Promise<Collection<D>>;
    /** The log position up to which that build is complete. */
    position: () => Promise<bigint>;
    status: () => Promise<ViewStatus>;
    /** Events that the serving build lacks, in log order, so many at most. */
    failures: (limit: number) => Promise<readonly ProjectionFailure[]>;
    /** Undefined when there is no such failure. */
    planRetry: (id: string) => Promise<RetryPlan | undefined>;
    stop: () => Promise<void>;
  }>;

const defaultKeptMs = 10_000;
const retryMs = 500;
/** What was asked is looked at again so often, whether or not a change was heard of. */
const lookMs = 30_000;
/** Between two looks for what is left of other builds. */
const clearEveryMs = 600_000;

/** Ends with either. */
const within = (...signals: readonly AbortSignal[]): AbortSignal => AbortSignal.any([...signals]);

/**
 * Keeps a read model up to date, in one copy of the service at a time. Delivery is at least once, effect is
 * once. An event that cannot be projected goes to `projection_failures`; the rest goes on. A new version, and a new
 * generation that somebody asked for, are built beside the one that serves, and take its place when they hold
 * everything that it holds.
 */
export const startProjection = <D extends ViewDocument>(options: ProjectionOptions<D>): View<D> => {
  const { projection, store, db, holder, onOutage, orders = noOrders, keptMs = defaultKeptMs } = options;
  const { name, version, prefixes } = projection;
  const checkpoints = db.collection<Checkpoint>('projections');
  const active = db.collection<ActiveBuild>('active_versions');
  const failures = new ProjectionFailures(db);
  let running: readonly ProjectionBuild<D>[] = [];

  const wanted = (): Build => ({ name, version, generation: orders.current().generation });
  const serving = async (): Promise<Build | undefined> => {
    const found = await active.findOne({ _id: name });
    return found ? { name, version: found.version, generation: found.generation ?? 0 } : undefined;
  };

  /** Drops older builds that do not serve. A younger one may be what another copy makes already. */
  const dropOlder = async (): Promise<void> => {
    const { generation } = wanted();
    const served = await serving();
    const isOld = (id: string): boolean => {
      const build = buildOf(name, id);
      if (!build || (served && collectionName(served) === id)) return false;
      return build.version < version || (build.version === version && build.generation < generation);
    };
    const known = (await checkpoints.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id);
    const collections = (await db.listCollections({}, { nameOnly: true }).toArray()).map((each) => each.name);
    const old = [...new Set([...known, ...collections])].filter(isOld);
    await checkpoints.deleteMany({ _id: { $in: old } });
    await failures.forget(old);
    for (const each of old) if (collections.includes(each)) await db.dropCollection(each);
  };

  const workOn = async (signal: AbortSignal): Promise<void> => {
    const ending = new AbortController();
    const { generation } = wanted();
    const before = await serving();
    // The build before is kept up to date until the next one serves; that of another version by its own copies.
    const isBeside = before?.version === version && before.generation !== generation;
    const endBefore = new AbortController();
    let beforeEnded: Promise<void> = Promise.resolve();

    /** Queries go to this build from now on, never back to an older version. */
    const activate = async (): Promise<void> => {
      const present = await serving();
      if (present && present.version > version) return;
      await active.updateOne({ _id: name }, { $set: { version, generation } }, { upsert: true });
    };
    let isSwitching = false;
    const switchOver = async (caughtUp: boolean): Promise<void> => {
      isSwitching ||= caughtUp;
      if (!isSwitching) return;
      if (isBeside) {
        // It must not run ahead: whoever has seen it would see an older state.
        endBefore.abort();
        await beforeEnded;
        if (coveredBy(await next.place()) < coveredBy(await old.place())) return;
      }
      await activate();
      isSwitching = false;
    };

    const parts = { ...options, orders, failures };
    const onForget = async (): Promise<void> => {
      await active.deleteOne({ _id: name });
    };
    const next = new ProjectionBuild<D>(
      { name, version, generation },
      { ...parts, onForget, onTaken: switchOver },
    );
    const old = new ProjectionBuild<D>(before ?? wanted(), {
      ...parts,
      onForget,
      onTaken: async () => undefined,
    });
    running = isBeside ? [old, next] : [next];
    if (isBeside) beforeEnded = old.run(within(signal, ending.signal, endBefore.signal));

    let wake: () => void = () => undefined;
    const endListening = orders.onChange(() => {
      if (wanted().generation !== generation) ending.abort();
      wake();
    });
    const round = within(signal, ending.signal);
    /** Until something is asked, or the round is over. */
    const rest = async (): Promise<void> => {
      const woken = new AbortController();
      wake = () => woken.abort();
      await pause(lookMs, within(round, woken.signal));
    };
    if (wanted().generation !== generation) ending.abort();

    const decisions = async (): Promise<void> => {
      while (!round.aborted) {
        const rested = rest();
        for (const build of running) await build.carryOut();
        await rested;
      }
    };
    const clearing = async (): Promise<void> => {
      while (!round.aborted) {
        await pause(keptMs, round);
        const served = await serving();
        if (round.aborted || (served?.version ?? 0) > version) return;
        if (served?.version !== version || served.generation !== generation) continue;
        await dropOlder();
        await pause(clearEveryMs, round);
      }
    };
    const patiently = (work: () => Promise<void>): Promise<void> =>
      again(work, { signal: round, onError: onOutage, pauseMs: () => retryMs });
    try {
      await Promise.all([next.run(round), beforeEnded, patiently(decisions), patiently(clearing)]);
    } finally {
      endListening();
      running = [];
    }
  };

  const { stop } = startLeasedWork({
    db,
    name: `projection/${collectionName({ name, version })}`,
    holder,
    onError: onOutage,
    work: (signal) => again(() => workOn(signal), { signal, onError: onOutage, pauseMs: () => retryMs }),
  });

  /** The build that answers queries. */
  const present = async (): Promise<string> => collectionName((await serving()) ?? wanted());
  const place = async (): Promise<LogPosition> => placeReached(checkpoints, await present());
  const hurry = (): void => {
    for (const build of running) build.hurry();
  };

  return {
    ...progressOf(store, prefixes, place, hurry),
    collection: async () => db.collection<D>(await present()),
    position: async () => coveredBy(await place()),
    status: async () => {
      const [build, head] = [await serving(), await store.head()];
      const shown = build ?? wanted();
      const id = collectionName(shown);
      const reached = await placeReached(checkpoints, id);
      const isServed = build !== undefined && collectionName(wanted()) === id;
      const done = isServed ? head : coveredBy(await placeReached(checkpoints, collectionName(wanted())));
      return {
        ...shown,
        state: isServed ? 'live' : build ? 'rebuilding' : 'building',
        position: coveredBy(reached),
        lag: await store.countUpTo(prefixes, reached, head),
        failures: await failures.count(id),
        ...(!isServed && { rebuild: { done: done < head ? done : head, total: head } }),
      };
    },
    failures: async (limit) => failures.list(await present(), limit),
    planRetry: async (id) => {
      const failure = await failures.find(await present(), id);
      if (!failure) return undefined;
      const found = await historyWith(store, failure.stream, id);
      if (!found || found.isNewest) return 'alone';
      return (await obstacleTo(projection, found.event, store)) === undefined ? 'rebuild' : 'alone';
    },
    stop,
  };
};
