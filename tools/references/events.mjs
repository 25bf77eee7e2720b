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

/** The events that a schema reads: the members of the union that its type is made over. */
const eventsOf = (checker, schema, source) => {
  const read = checker.getTypeOfSymbol(schema).getProperty('read');
  const [signature] = checker.getTypeOfSymbolAtLocation(read, source).getCallSignatures();
  const result = checker.getNonNullableType(signature.getReturnType());
  const propertyOf = (type, name) => checker.getTypeOfSymbolAtLocation(type.getProperty(name), source);
  return (result.isUnion() ? result.types : [result]).map((event) => ({
    type: propertyOf(event, 'type').value,
    fields: propertyOf(event, 'data')
      .getProperties()
      .map((field) => (field.flags & ts.SymbolFlags.Optional ? `${field.name}?` : field.name)),
  }));
};

const order = (a, b) => (a < b ? -1 : 1);

/** Every stored event of every `...Schema` that a module of rules opens, by the category of its stream. */
export const eventsPage = (modules) => {
  const doors = Object.keys(modules).map((name) => ({ name, path: `libs/domain/${name}/src/index.ts` }));
  const program = ts.createProgram(
    doors.map(({ path }) => path),
    compilerOptions(),
  );
  const checker = program.getTypeChecker();
  const streams = doors.flatMap(({ name, path }) => {
    const source = program.getSourceFile(path);
    return checker
      .getExportsOfModule(checker.getSymbolAtLocation(source))
      .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
      .filter((symbol) => symbol.flags & ts.SymbolFlags.Variable && symbol.name.endsWith('Schema'))
      .map((schema) => {
        const stream = modules[name][schema.name.replace(/Schema$/, 'Stream')];
        if (stream === undefined) throw new Error(`No stream is named like ${schema.name} in ${path}`);
        return { category: categoryOf(stream), context: name, events: eventsOf(checker, schema, source) };
      });
  });
  return page(
    'Streams and events',
    'The log holds these. A stream is `<category><id>`; every stored shape is JSON, and is never edited. Fields with a ' +
      'question mark can be absent.',
    table(
      ['stream', 'context', 'event', 'data'],
      streams
        .toSorted((a, b) => order(a.category, b.category))
        .flatMap(({ category, context, events }) =>
          events
            .toSorted((a, b) => order(a.type, b.type))
            .map(({ type, fields }) => [code(category), context, code(type), fields.map(code).join(', ')]),
        ),
    ),
    'Beside them `keptsecret-` holds, for ten minutes, the sealed secret that a repeated request is to get again ' +
      '([0003](../adr/0003-kept-secrets.md)); it is no part of the audit log.',
  );
};
