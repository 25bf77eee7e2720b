import { setTimeout as pause } from 'node:timers/promises';
import type { Typed } from '../client/command.js';
import type { Context } from '../client/context.js';
import { Interrupted, NotDone } from '../client/errors.js';
import type { Item } from '../client/output.js';
import { progressBar } from '../client/progress.js';
import { request } from '../client/request.js';

const lookEveryMs = 500;

type Projection = Item &
  Readonly<{
    name: string;
    generation: number;
    state: string;
    rebuild?: Readonly<{ done: number; total: number }>;
  }>;
type Failure = Readonly<{ id: string; attempts: number; error: string }>;

const bodyOf = ({ options: { reason } }: Typed) => (reason === undefined ? {} : { reason });

/** Ctrl-C ends the waiting, not the work. */
const rest = async ({ signal }: Context): Promise<void> => {
  await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
  if (signal.aborted) {
    throw new Interrupted('Interrupted. The service goes on with it: credstream projections list');
  }
};

const find = async (context: Context, name: string): Promise<Projection> => {
  const answer = await request(context, 'GET /api/v1/projections', { path: {}, query: {} });
  const { items } = answer as { items: readonly Projection[] };
  const found = items.find((each) => each.name === name);
  if (!found) throw new NotDone(`The service that keeps ${name} does not answer. It goes on when it does.`);
  return found;
};

/** Until a build that is younger than `generation` serves. */
const waitForBuild = async (context: Context, name: string, generation: number): Promise<Projection> => {
  const progress = progressBar(process.stderr);
  try {
    for (;;) {
      const projection = await find(context, name);
      const { rebuild } = projection;
      if (projection.state === 'live' && projection.generation > generation) return projection;
      // The last step is the change of the build that serves.
      if (rebuild) progress?.show(Math.min(rebuild.done, rebuild.total - 1), rebuild.total);
      await rest(context);
    }
  } finally {
    progress?.end();
  }
};

/** `credstream projections rebuild`. */
export const rebuild = async (context: Context, typed: Typed): Promise<void> => {
  const name = String(typed.arguments[0]);
  const begun = (await request(context, 'POST /api/v1/projections/{name}/rebuild', {
    ...{ path: { name }, query: {}, body: bodyOf(typed) },
  })) as Projection;
  const waits = typed.options['detach'] !== true;
  await context.show({ data: waits ? await waitForBuild(context, name, begun.generation) : begun });
};

/** The failure after the attempt; undefined when the event was taken in. */
const waitForAttempt = async (
  context: Context,
  name: string,
  { id, attempts }: Failure,
): Promise<Failure | undefined> => {
  for (;;) {
    const now = (await failuresOf(context, name)).find((each) => each.id === id);
    if (now === undefined || now.attempts > attempts) return now;
    await rest(context);
  }
};

const mostListed = 200;

const failuresOf = async (context: Context, name: string): Promise<readonly Failure[]> => {
  const answer = await request(context, 'GET /api/v1/projections/{name}/failures', {
    path: { name },
    query: { limit: mostListed },
  });
  return (answer as { items: readonly Failure[] }).items;
};

/** `credstream projections retry`. */
export const retry = async (context: Context, typed: Typed): Promise<void> => {
  const [name = '', id = ''] = typed.arguments.map(String);
  const before = (await failuresOf(context, name)).find((each) => each.id === id);
  const begun = (await request(context, 'POST /api/v1/projections/{name}/failures/{id}/retry', {
    ...{ path: { name, id }, query: {}, body: bodyOf(typed) },
  })) as Projection;
  if (begun.state === 'live') {
    const after = await waitForAttempt(context, name, before ?? { id, attempts: 0, error: '' });
    if (after) throw new NotDone(`It failed again: ${after.error}`);
  } else {
    await waitForBuild(context, name, begun.generation);
    const after = (await failuresOf(context, name)).find((each) => each.id === id);
    if (after) throw new NotDone(`It failed again: ${after.error}`);
  }
  context.note('Done.');
};
