import {
  type Argument,
  type CallCommand,
  type Kind,
  type NamedList,
  type Option,
  optionName,
  type Place,
  type Typed,
} from './command.js';
import type { Context } from './context.js';
import { exitCodes, WrongUse } from './errors.js';
import { confirm, linesOf, readInput, readStdin, withoutLineBreak } from './input.js';
import type { Item } from './output.js';
import { whileWaiting } from './progress.js';
import { byIdOrName, idOrItself, itemsOf, registryOf, request, type Sent } from './request.js';
import { runBulk } from './run-bulk.js';
import { instant, pair, pastInstant, rateLimit, setting, tokenScope, waitMs, wholeNumber } from './values.js';
import { waitUntilDone } from './wait-until-done.js';
import type { Look } from './watch.js';

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
    case 'instant or never':
      return text === 'never' ? text : instant(text, new Date());
    case 'past instant':
      return pastInstant(text, new Date());
    case 'list':
      return list(value);
    case 'token scopes':
      return texts(value).map(tokenScope);
    case 'rate':
      return rateLimit(text);
    case 'pairs':
      return Object.fromEntries(texts(value).map(pair));
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

/** The ids for names; a list stays a list. */
const named = (context: Context, names: NamedList, value: unknown): Promise<unknown> =>
  Array.isArray(value)
    ? Promise.all(value.map((each) => idOrItself(context, names, String(each))))
    : idOrItself(context, names, String(value));

const fill = async (
  context: Context,
  draft: Draft,
  { to, kind = 'text', names }: Pick<Argument & Option, 'to' | 'kind' | 'names'>,
  value: unknown,
): Promise<void> => {
  if (to === undefined || value === undefined) return;
  put(draft, to, await converted(kind, names ? await named(context, names, value) : value));
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
  if (needsSecret(declaration, draft)) Object.assign(draft.body, await secretOf(context, typed, draft));
  return draft;
};

/** The fields of a secret are asked for, unless an option names a secret that is there. */
const needsSecret = ({ secretFields }: CallCommand, { body }: Draft): boolean =>
  secretFields === true || (secretFields !== undefined && body[secretFields.unless] === undefined);

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

  const wait = waitOf(declaration, typed);
  let look: Look | undefined;
  const one = (value: string): Promise<unknown> =>
    byIdOrName(context, first?.names, value, draft.path, async (id) => {
      const own: Draft = {
        ...draft,
        path: { ...draft.path },
        query: { ...draft.query },
        body: { ...draft.body },
      };
      if (first?.to) put(own, first.to, await converted(first.kind ?? 'text', id));
      const sent = sentOf(declaration, own);
      if (wait) look = await (await wait.load()).watch(context, sent);
      return request(context, declaration.route, sent, declaration.text ? 'text' : 'json');
    });

  if (bulk) {
    const things = linesOf(await readStdin());
    if (declaration.confirm !== undefined)
      await confirm(`${declaration.confirm} ${things.length} things?`, yes);
    return runBulk(declaration, context, things, one);
  }
  if (declaration.confirm !== undefined) await confirm(questionOf(declaration, typed), yes);
  const begun = await whileWaiting(process.stderr, () => one(typeof text === 'string' ? text : ''));
  const looking = look;
  const answer =
    wait && looking ? await waitUntilDone(context, (during) => looking(begun as Item, during), wait) : begun;
  await show(declaration, context, answer);
  if (declaration.waits && !wait)
    context.note(`How far it is: ${declaration.waits.look}. With --wait the command ends when it is done.`);
  if (declaration.passes && !declaration.passes(answer as Item)) process.exitCode = exitCodes.checkSaidNo;
};

/** A whole question is asked as it is; else it is asked of the first thing that is named. */
const questionOf = ({ confirm: words = '' }: CallCommand, { arguments: [thing = ''] }: Typed): string =>
  words.endsWith('?') ? words : `${words} ${String(thing)}?`;

const defaultTimeout = '10m';

/** Undefined when the command is not to wait. Throws `WrongUse`. */
const waitOf = ({ waits }: CallCommand, { options }: Typed) => {
  const { waitTimeout: timeout = defaultTimeout } = options as { waitTimeout?: string };
  if (waits && options['wait'] === true) return { ...waits, timeout, timeoutMs: waitMs(timeout) };
  if (options['waitTimeout'] !== undefined)
    throw new WrongUse('--wait-timeout says how long --wait waits. Take both.');
  return undefined;
};

/** The argument that names the thing, which may be an id or a name and may come in bulk. */
const subjectOf = ({ arguments: given = [] }: CallCommand): readonly [Argument | undefined, number] => {
  const index = given.findIndex(({ names, to }) => names !== undefined && to?.startsWith('path.'));
  return [given[index], index];
};
