import {
  type Argument,
  type CallCommand,
  type Kind,
  type Option,
  optionName,
  type Place,
  type Typed,
} from './command.js';
import type { Context } from './context.js';
import { exitCodes, Interrupted, WrongUse } from './errors.js';
import { failureOf } from './failures.js';
import { confirm, linesOf, readInput, readStdin, withoutLineBreak } from './input.js';
import type { Item } from './output.js';
import { progressBar, whileWaiting } from './progress.js';
import { byIdOrName, idOrItself, itemsOf, registryOf, request, type Sent } from './request.js';
import { instant, pastInstant, rateLimit, setting, tokenScope, wholeNumber } from './values.js';

type Draft = Readonly<{
  path: Record<string, string>;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
}>;

const put = (draft: Draft, place: Place, value: unknown): void => {
  const [part, ...names] = place.split('.') as ['path' | 'query' | 'body', ...string[]];
  const [name = ''] = names;
  if (part === 'path') draft.path[name] = String(value);
  else draft[part][name] = value;
};

const list = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value.map(String) : [String(value)])
    .flatMap((text) => text.split(','))
    .filter(Boolean);

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [String(value)];

const converted = async (kind: Kind, value: unknown): Promise<unknown> => {
  const text = String(value);
  switch (kind) {
    case 'text':
    case 'switch':
      return value;
    case 'number':
      return wholeNumber(text);
    case 'instant':
      return instant(text, new Date());
    case 'past instant':
      return pastInstant(text, new Date());
    case 'list':
      return list(value);
    case 'token scopes':
      return texts(value).map(tokenScope);
    case 'rate':
      return rateLimit(text);
    case 'settings':
      return Object.fromEntries(
        texts(value)
          .map(setting)
          .map(({ name, value: is }) => [name, is]),
      );
    case 'file':
      return readInput(text);
    case 'secret file':
      return withoutLineBreak(await readInput(text));
  }
};

const fill = async (
  context: Context,
  draft: Draft,
  { to, kind = 'text', names }: Pick<Argument & Option, 'to' | 'kind' | 'names'>,
  value: unknown,
): Promise<void> => {
  if (to === undefined || value === undefined) return;
  const sent = names ? await idOrItself(context, names, String(value)) : value;
  put(draft, to, await converted(kind, sent));
};

const stdinOptions = (declaration: CallCommand, options: Typed['options']): number =>
  (declaration.options ?? []).filter(
    ({ flags, kind }) => (kind === 'file' || kind === 'secret file') && options[optionName(flags)] === '-',
  ).length + (options['secretStdin'] || options['passwordStdin'] ? 1 : 0);

/** Before anything is done: what is made is shown this once, so there must be a place for it. Throws `WrongUse`. */
const mustShowSecret = ({ secret }: CallCommand, { wanted, screen }: Context): void => {
  if (secret === undefined || wanted.field !== undefined) return;
  const { output, quiet, fields } = wanted;
  const shown = output === 'json' || output === 'yaml' || (output === 'table' && screen.terminal && !quiet);
  if (shown && (!fields || fields.includes(secret))) return;
  throw new WrongUse(
    `The field ${secret} is shown this once. Take it with --field ${secret}, or with -o json.`,
  );
};

const draftOf = async (
  declaration: CallCommand,
  context: Context,
  typed: Typed,
  subject: Argument | undefined,
): Promise<Draft> => {
  const draft: Draft = { path: {}, query: { ...declaration.query }, body: { ...declaration.body } };
  if (declaration.route.includes('{registryId}') && !(declaration.arguments ?? []).some(isRegistry)) {
    draft.path['registryId'] = await registryOf(context, typed.options['registry'] as string | undefined);
  }
  if (declaration.route.includes('{userId}')) draft.path['userId'] = 'me';
  for (const [index, argument] of (declaration.arguments ?? []).entries()) {
    if (argument !== subject) await fill(context, draft, argument, typed.arguments[index]);
  }
  for (const option of declaration.options ?? []) {
    await fill(context, draft, option, typed.options[optionName(option.flags)]);
  }
  if (declaration.secretFields) Object.assign(draft.body, await secretOf(context, typed, draft));
  return draft;
};

/** The form of a secret is that of the type: of the new credential, or of the one that is rotated. */
const secretOf = async (context: Context, typed: Typed, { body }: Draft): Promise<object> => {
  const { readSecretFields, typeNamed } = await import('./secret-fields.js');
  const asked = body['type'] ?? (await credentialNamed(context, String(typed.arguments[0])))['type'];
  const missing = body['type'] === undefined ? 'stays' : 'is refused';
  return readSecretFields(context, typed.options, typeNamed(String(asked)), { missing });
};

const credentialNamed = (context: Context, text: string): Promise<Item> =>
  byIdOrName(
    context,
    'credentials',
    text,
    {},
    async (id) =>
      (await request(context, 'GET /api/v1/credentials/{id}', { path: { id }, query: {} })) as Item,
  );

const isRegistry = ({ to }: Argument): boolean => to === 'path.registryId';

const sentOf = (declaration: CallCommand, { path, query, body }: Draft): Sent => {
  const takesBody = /^(POST|PUT|PATCH) /.test(declaration.route) && !declaration.bodyless;
  return { path, query, ...(takesBody && { body }) };
};

/** A secret that was not asked for by its name is left out. */
const withoutUnasked = (
  { withheld }: CallCommand,
  { wanted, note }: Context,
  data: Item | readonly Item[],
): Item | readonly Item[] => {
  if (withheld === undefined || Array.isArray(data) || !(withheld.field in data)) return data;
  const { field, advice } = withheld;
  if (wanted.field === field || wanted.fields?.includes(field)) return data;
  const { [field]: _secret, ...rest } = data as Item;
  if (advice !== undefined) note(advice);
  return rest;
};

/** Lists are shown as they are, other answers with the fields they have. */
const show = async (declaration: CallCommand, context: Context, answer: unknown): Promise<void> => {
  const { columns, items, text, secret } = declaration;
  if (text) return context.print(String(answer));
  if (answer === undefined || answer === '') return context.note('Done.');
  const whole = (items === undefined ? answer : (answer as Item)[items]) as Item | readonly Item[];
  const data = withoutUnasked(declaration, context, whole);
  await context.show({ data, ...(columns && { columns }) });
  if (secret !== undefined && context.wanted.field === undefined && context.screen.terminal) {
    context.note(`The field ${secret} is shown this once. Keep it now.`);
  }
};

const runList = async (declaration: CallCommand, context: Context, draft: Draft): Promise<void> => {
  const all: Item[] = [];
  const { limit = Infinity, ...query } = draft.query as { limit?: number };
  const page = { ...query, limit: Math.min(200, limit) };
  if (limit > 0) {
    for await (const item of itemsOf(context, declaration.route, { path: draft.path, query: page })) {
      all.push(item);
      if (all.length >= limit) break;
    }
  }
  await context.show({ data: all, ...(declaration.columns && { columns: declaration.columns }) });
};

/** At a time; each is one call. */
const bulkWidth = 4;

/** One line for each thing: the id, a tab, what happened. Ctrl-C lets what has begun end, and says what was not begun. */
const runBulk = async (
  declaration: CallCommand,
  context: Context,
  things: readonly string[],
  one: (text: string) => Promise<unknown>,
): Promise<void> => {
  const waiting = [...things];
  const count = { done: 0, refused: 0 };
  let worst: number = exitCodes.done;
  // Where the lines go to the same terminal, they show the progress.
  const progress = context.screen.terminal ? undefined : progressBar(process.stderr);
  const ended = async (id: string, outcome: string): Promise<void> => {
    await context.showLine({ id, outcome }, ['id', 'outcome']);
    progress?.show(count.done + count.refused, things.length);
  };
  const worker = async (): Promise<void> => {
    for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
      if (context.signal.aborted) return void waiting.unshift(text);
      try {
        await one(text);
        count.done += 1;
        await ended(text, 'done');
      } catch (error) {
        if (context.signal.aborted) return void waiting.unshift(text);
        const { exitCode, words } = failureOf(error);
        count.refused += 1;
        worst = Math.max(worst, exitCode);
        await ended(text, `refused: ${words}`);
        // What a dead server or an ended session says to one, it says to all.
        if (exitCode >= exitCodes.serverFailed) waiting.splice(0);
      }
    }
  };
  await Promise.all(Array.from({ length: bulkWidth }, worker));
  progress?.end();
  const left = things.length - count.done - count.refused;
  const summary = `${declaration.name}: ${count.done} done, ${count.refused} refused, ${left} not done.`;
  if (context.signal.aborted) throw new Interrupted(`Interrupted. ${summary}`);
  context.note(summary);
  process.exitCode = worst;
};

/** Runs a command that is one call. */
export const runCall = async (declaration: CallCommand, context: Context, typed: Typed): Promise<void> => {
  const [first, index] = subjectOf(declaration);
  const text = index < 0 ? undefined : typed.arguments[index];
  const bulk = declaration.bulk === true && text === '-';
  const yes = { yes: typed.options['yes'] === true };
  const piped = stdinOptions(declaration, typed.options) + (bulk ? 1 : 0);
  if (piped > 1)
    throw new WrongUse('Standard input can be read for one thing only. Put the other into a file.');
  mustShowSecret(declaration, context);
  const draft = await draftOf(declaration, context, typed, first);
  if (declaration.paged) {
    if (typeof text !== 'string') return runList(declaration, context, draft);
    return byIdOrName(context, first?.names, text, draft.path, (id) => {
      const own: Draft = { ...draft, path: { ...draft.path } };
      if (first?.to) put(own, first.to, id);
      return runList(declaration, context, own);
    });
  }

  const one = (value: string): Promise<unknown> =>
    byIdOrName(context, first?.names, value, draft.path, async (id) => {
      const own: Draft = {
        ...draft,
        path: { ...draft.path },
        query: { ...draft.query },
        body: { ...draft.body },
      };
      if (first?.to) put(own, first.to, await converted(first.kind ?? 'text', id));
      return request(
        context,
        declaration.route,
        sentOf(declaration, own),
        declaration.text ? 'text' : 'json',
      );
    });

  if (bulk) {
    const things = linesOf(await readStdin());
    if (declaration.confirm !== undefined)
      await confirm(`${declaration.confirm} ${things.length} things?`, yes);
    return runBulk(declaration, context, things, one);
  }
  if (declaration.confirm !== undefined) await confirm(`${declaration.confirm} ${String(text ?? '')}?`, yes);
  const answer = await whileWaiting(process.stderr, () => one(typeof text === 'string' ? text : ''));
  await show(declaration, context, answer);
  if (declaration.passes && !declaration.passes(answer as Item)) process.exitCode = exitCodes.checkSaidNo;
};

/** The argument that names the thing, which may be an id or a name and may come in bulk. */
const subjectOf = ({ arguments: given = [] }: CallCommand): readonly [Argument | undefined, number] => {
  const index = given.findIndex(({ names, to }) => names !== undefined && to?.startsWith('path.'));
  return [given[index], index];
};
