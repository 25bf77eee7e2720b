import ts from 'typescript';
import { code, page, table } from './markdown.mjs';

const compilerOptions = () =>
  ts.getParsedCommandLineOfConfigFile(
    'tsconfig.json',
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  ).options;

/** `apikey-`: what stands before the dash, whatever the stream is of. */
const categoryOf = (stream) => {
  const name = typeof stream === 'function' ? stream('x', 'x') : stream;
  return name.slice(0, name.indexOf('-') + 1);
};

/** The names of all fields of a type, at every depth. */
const namesIn = (checker, type, source, above = []) => {
  if (above.includes(type)) return [];
  const parts = type.isUnionOrIntersection() ? type.types : [type];
  return parts.flatMap((part) => {
    const element = checker.getIndexTypeOfType(part, ts.IndexKind.Number);
    if (element) return namesIn(checker, element, source, [...above, type]);
    if (!(part.flags & ts.TypeFlags.Object)) return [];
    return checker
      .getPropertiesOfType(part)
      .flatMap((field) => [
        field.name,
        ...namesIn(checker, checker.getTypeOfSymbolAtLocation(field, source), source, [...above, type]),
      ]);
  });
};

/** The events that a schema reads: the members of the union that its type is made over. */
const eventsOf = (checker, schemaType, source, { withheld, shown }) => {
  const propertyOf = (type, name) => checker.getTypeOfSymbolAtLocation(type.getProperty(name), source);
  const [signature] = propertyOf(schemaType, 'read').getCallSignatures();
  const result = checker.getNonNullableType(signature.getReturnType());
  return (result.isUnion() ? result.types : [result]).map((event) => {
    const type = propertyOf(event, 'type').value;
    const data = propertyOf(event, 'data');
    return {
      type,
      fields: data
        .getProperties()
        .map((field) => (field.flags & ts.SymbolFlags.Optional ? `${field.name}?` : field.name)),
      names: [...new Set(namesIn(checker, data, source))],
      withheld: withheld[type] ?? [],
      shown: shown[type] ?? [],
    };
  });
};

/** Every stream of the modules of rules, with its events: each aggregate, and each `...Schema` with its `...Stream`. */
export const streamsOf = (modules) => {
  const doors = Object.keys(modules).map((name) => ({ name, path: `libs/domain/${name}/src/index.ts` }));
  const program = ts.createProgram(
    doors.map(({ path }) => path),
    compilerOptions(),
  );
  const checker = program.getTypeChecker();
  return doors.flatMap(({ name, path }) => {
    const source = program.getSourceFile(path);
    return checker
      .getExportsOfModule(checker.getSymbolAtLocation(source))
      .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
      .filter((symbol) => symbol.flags & ts.SymbolFlags.Variable)
      .flatMap((symbol) => {
        const value = modules[name][symbol.name];
        const type = checker.getTypeOfSymbol(symbol);
        if (value?.schema && value.prefix) {
          const schema = checker.getTypeOfSymbolAtLocation(type.getProperty('schema'), source);
          return [
            {
              category: value.prefix,
              context: name,
              events: eventsOf(checker, schema, source, value.schema),
            },
          ];
        }
        if (!symbol.name.endsWith('Schema')) return [];
        const stream = modules[name][symbol.name.replace(/Schema$/, 'Stream')];
        if (stream === undefined) throw new Error(`No stream is named like ${symbol.name} in ${path}`);
        return [
          { category: categoryOf(stream), context: name, events: eventsOf(checker, type, source, value) },
        ];
      });
  });
};

const order = (a, b) => (a < b ? -1 : 1);

/** Every stored event of every aggregate that a module of rules opens, by the category of its stream. */
export const eventsPage = (modules) =>
  page(
    'Streams and events',
    'The log holds these. A stream is `<category><id>`; every stored shape is JSON, and is never edited. Fields with a ' +
      'question mark can be absent. Fields that are withheld never leave the log: the audit log, webhooks and logs ' +
      'leave them out.',
    table(
      ['stream', 'context', 'event', 'data', 'withheld'],
      streamsOf(modules)
        .toSorted((a, b) => order(a.category, b.category))
        .flatMap(({ category, context, events }) =>
          events
            .toSorted((a, b) => order(a.type, b.type))
            .map(({ type, fields, withheld }) => [
              code(category),
              context,
              code(type),
              fields.map(code).join(', '),
              withheld.map(code).join(', '),
            ]),
        ),
    ),
    'Beside them `keptsecret-` holds, for ten minutes, the sealed secret that a repeated request is to get again ' +
      '([0003](../adr/0003-kept-secrets.md)), and `keycheck-<part>` holds `SecretsRecorded` with `checks`: by name and version ' +
      'of each secret that other events presuppose, an HMAC that only who has the secret can make ' +
      '([0037](../adr/0037-keys-of-each-part.md)), and `personkey-<userId>` holds `PersonKeyMade` with `key`, by which the ' +
      'personal data of a user is sealed ([0075](../adr/0075-personal-data-can-be-erased.md)). None is part of the audit log.',
  );
