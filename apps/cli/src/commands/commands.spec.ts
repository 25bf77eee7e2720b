import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildProgram } from '../client/build-program.js';
import type { CallCommand, CommandDeclaration, Place } from '../client/command.js';
import { commands, nouns, withoutCommand } from './index.js';

type Schema = Readonly<{
  $ref?: string;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
}>;
type Operation = Readonly<{
  operationId?: string;
  parameters?: readonly Readonly<{ name?: string; in?: string; required?: boolean; $ref?: string }>[];
  responses?: Readonly<
    Record<string, Readonly<{ content?: Readonly<Record<string, Readonly<{ schema: Schema }>>> }>>
  >;
  requestBody?: Readonly<{ content: Readonly<Record<string, Readonly<{ schema: Schema }>>> }>;
}>;
type Document = Readonly<{
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: Readonly<{ schemas: Readonly<Record<string, Schema>> }>;
}>;

const document = JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8')) as Document;

const isCall = (declaration: CommandDeclaration): declaration is CallCommand => 'route' in declaration;
const calls = commands.filter(isCall);

const operationOf = ({ route }: CallCommand): Operation => {
  const [verb = '', path = ''] = route.split(' ');
  return document.paths[path]?.[verb.toLowerCase()] ?? {};
};

const bodyOf = (operation: Operation): Schema => {
  const { $ref, ...schema } = Object.values(operation.requestBody?.content ?? {})[0]?.schema ?? {};
  return $ref === undefined ? schema : (document.components.schemas[$ref.split('/').pop() ?? ''] ?? {});
};

/** The fields of what it answers; of a list, those of each. */
const answeredFields = (call: CallCommand): ReadonlySet<string> => {
  const found = new Set<string>();
  const collect = ({ $ref, properties = {}, items }: Schema): void => {
    if ($ref !== undefined) return collect(document.components.schemas[$ref.split('/').pop() ?? ''] ?? {});
    if (items) collect(items);
    for (const [name, schema] of Object.entries(properties)) {
      found.add(name);
      if (name === 'items') collect(schema);
    }
  };
  for (const { content = {} } of Object.values(operationOf(call).responses ?? {}))
    for (const [type, { schema }] of Object.entries(content))
      if (type === 'application/json') collect(schema);
  return found;
};

const placesOf = (call: CallCommand): readonly Place[] => [
  ...[...(call.arguments ?? []), ...(call.options ?? [])].flatMap(({ to }) => (to ? [to] : [])),
  ...Object.keys(call.body ?? {}).map((name): Place => `body.${name}`),
  ...Object.keys(call.query ?? {}).map((name): Place => `query.${name}`),
  ...(call.secretFields ? (['body.secret'] as const) : []),
  // Found out by the command itself.
  ...(call.route.includes('{registryId}') ? (['path.registryId'] as const) : []),
];

describe('every command', () => {
  it('sends what its route takes, and all that its route needs', () => {
    const wrong = calls.flatMap((call) => {
      const operation = operationOf(call);
      const { properties = {}, required = [] } = bodyOf(operation);
      const parameters = (operation.parameters ?? []).filter(({ name }) => name !== undefined);
      const known = new Set<string>([
        ...Object.keys(properties).map((name) => `body.${name}`),
        ...parameters.map(({ name, in: place }) => `${place}.${name}`),
      ]);
      const sent = placesOf(call);
      const needed = [
        ...required.map((name) => `body.${name}`),
        ...parameters.flatMap(({ name, in: place, required: must }) => (must ? [`${place}.${name}`] : [])),
      ];
      return [
        ...sent.filter((place) => !known.has(place)).map((place) => `${call.name} sends ${place}`),
        ...needed
          .filter((place) => !sent.includes(place as Place))
          .map((place) => `${call.name} lacks ${place}`),
      ];
    });
    expect(wrong).toEqual([]);
  });

  it('that sends a body says so, and one that takes none sends none', () => {
    const wrong = calls.filter(
      (call) =>
        /^(POST|PUT|PATCH) /.test(call.route) && !operationOf(call).requestBody !== (call.bodyless ?? false),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('has a name of its own, a summary, and an example that names it', () => {
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
    const wrong = commands.filter(
      ({ name, example, summary }) => !example.includes(`credstream ${name}`) || summary.endsWith('.'),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('belongs to a noun that is described', () => {
    const used = commands.map(({ name }) => name.split(' ').slice(0, -1).join(' ')).filter(Boolean);
    expect(new Set(used)).toEqual(new Set(Object.keys(nouns)));
  });

  it('takes no secret from its arguments', () => {
    const names = commands.flatMap(({ options = [], arguments: given = [] }) => [
      ...options.map(({ flags }) => flags),
      ...given.map(({ name }) => name),
    ]);
    const secret = names.filter(
      (name) =>
        /password|secret|token|key/i.test(name) && !/-file|-stdin|^<token>$|^<key>$|^--keys? </.test(name),
    );
    expect(secret).toEqual([
      '--token-mode <mode>',
      '--offline-tokens',
      '--token-mode <mode>',
      '--offline-tokens',
    ]);
  });

  it('that is answered with a secret says so', () => {
    const secretNames = /^(?:secret|password|key|notificationToken|signingSecret)$/;
    const wrong = calls.filter((call) => {
      const secrets = [...answeredFields(call)].filter((name) => secretNames.test(name));
      return secrets.some((name) => name !== call.secret && name !== call.withheld?.field);
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
    expect(calls.filter(({ withheld }) => withheld).map(({ name }) => name)).toEqual([
      'cli-secret show',
      'cli-secret set',
    ]);
  });

  it('can be asked for help', () => {
    const program = buildProgram(() => Promise.resolve());
    for (const { name } of commands) {
      const command = name
        .split(' ')
        .reduce((at, word) => at.commands.find((one) => one.name() === word) ?? at, program);
      expect(command.helpInformation()).toContain('Usage: credstream');
    }
  });
});

describe('every operation of the interface', () => {
  const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).flatMap(([verb, { operationId }]) =>
      operationId === undefined ? [] : [{ operationId, route: `${verb.toUpperCase()} ${path}` }],
    ),
  );
  const routesOf = (declaration: CommandDeclaration): readonly string[] =>
    isCall(declaration) ? [declaration.route] : (declaration.routes ?? []);
  const usedBy = (route: string): readonly string[] =>
    commands.filter((declaration) => routesOf(declaration).includes(route)).map(({ name }) => name);

  it('is used by a command, or has a reason to be used by none', () => {
    expect(operations.length).toBeGreaterThan(150);
    const wrong = operations.filter(
      ({ operationId, route }) => usedBy(route).length > 0 === operationId in withoutCommand,
    );
    expect(wrong).toEqual([]);
    const known = operations.map(({ operationId }) => operationId);
    expect(Object.keys(withoutCommand).filter((id) => !known.includes(id))).toEqual([]);
  });

  it('that a command names is in the code of commands', () => {
    const text = ['apps/cli/src/client', 'apps/cli/src/commands', 'libs/sdk/src']
      .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
      .filter((file) => /\.ts$/.test(file) && !/api\.ts$|\.(?:commands|spec)\.ts$/.test(file))
      .map((file) => readFileSync(file, 'utf8'))
      .join('');
    const named = commands.flatMap((declaration) => (isCall(declaration) ? [] : routesOf(declaration)));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((route) => !text.includes(route.split(' ')[1] ?? route))).toEqual([]);
  });
});

describe('a command that starts something that goes on', () => {
  const waiting = calls.filter(({ waits }) => waits !== undefined);

  it('can wait for it, and says how one looks', () => {
    expect(waiting.map(({ name }) => name)).toEqual([
      'credentials rotation set',
      'registries keys rotate',
      'users offboard',
      'webhooks redeliver',
      'sinks create',
      'projections rebuild',
      'projections retry',
      'projections skip',
      'master-keys rotate',
    ]);
    const names = commands.map(({ name }) => name);
    const unknown = waiting.filter(
      ({ waits }) => !names.some((name) => waits?.look.startsWith(`credstream ${name}`)),
    );
    expect(unknown).toEqual([]);
    expect(waiting.filter(({ bulk }) => bulk)).toEqual([]);
  });

  it('is what answers 202', () => {
    const accepted = calls.filter((call) => '202' in (operationOf(call).responses ?? {}));
    expect(accepted.filter(({ waits }) => !waits).map(({ name }) => name)).toEqual([]);
  });
});

describe('the start of the program', () => {
  /** Packages that are loaded before it is known which command it is. */
  const packagesFrom = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
    const found = new Set<string>();
    if (seen.has(file)) return found;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, name = ''] of text.matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)'/gm)) {
      const inside = name.startsWith('.');
      const more = inside ? packagesFrom(join(dirname(file), name.replace(/js$/, 'ts')), seen) : [name];
      for (const each of more) found.add(each);
    }
    return found;
  };

  it('loads commander and nothing of the suite, so that --version is quick', () => {
    const loaded = packagesFrom('apps/cli/src/program.ts');
    expect([...loaded].filter((name) => !name.startsWith('node:')).sort()).toEqual(['commander']);
  });
});
