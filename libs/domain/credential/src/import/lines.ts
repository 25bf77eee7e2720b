import { type ImportedEntry, refuseImport, textField } from './imported.js';

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const form = /^(https?):\/\/([^:@/]*):([^@/]*)@([^/?#\s@]+)(\/[^?#\s]*)?$/;

const gitEntry = (line: string, at: number): ImportedEntry => {
  const entry = `line ${at + 1}`;
  const [, scheme = '', user = '', pass = '', host = '', path = ''] = form.exec(line) ?? [];
  const username = decoded(user);
  const password = decoded(pass);
  if (!username || !password) return { entry, problem: `${entry} is no URL with a username and a password` };
  const url = `${scheme}://${host.toLowerCase()}${path.replace(/\/+$/, '')}`;
  const fields = [textField('username', username), textField('password', password), textField('url', url)];
  return { entry, credential: { name: url.slice(scheme.length + 3), type: 'git', fields } };
};

const linesOf = (data: string): readonly (readonly [line: string, at: number])[] =>
  data
    .split('\n')
    .map((line, at) => [line.replace(/\r$/, ''), at] as const)
    .filter(([line]) => line.trim() !== '' && !line.trimStart().startsWith('#'));

/** The lines of `~/.git-credentials`. */
export const readGitCredentials = (data: string): readonly ImportedEntry[] =>
  linesOf(data).map(([line, at]) => gitEntry(line, at));

/** A word of a shell: parts in quotes and without. `undefined` for what a shell would expand, or not read. */
const shellWord = (text: string): string | undefined => {
  let value = '';
  let rest = text;
  while (rest !== '') {
    const [whole = '', single, escaped, double, plain] =
      /^(?:'([^']*)'|\\(.)|"((?:[^"\\$`]|\\["\\$`])*)"|([^\s'"\\$`;&|<>()]+))/s.exec(rest) ?? [];
    if (whole === '') return /^\s*(?:#.*)?$/.test(rest) ? value : undefined;
    value += single ?? escaped ?? double?.replace(/\\(["\\$`])/g, '$1') ?? plain ?? '';
    rest = rest.slice(whole.length);
  }
  return value;
};

type Variable = readonly [name: string, value: string];

/** `export NAME='value'` for a shell, whose quotes may hold line breaks; else a line as docker reads it. */
const variablesOf = (data: string): readonly Variable[] => {
  const variables: Variable[] = [];
  const lines = data.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    let line = lines[at]!.replace(/\r$/, '');
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const [, exported, name, begin = ''] = /^\s*(export\s+)?([^=\s]+)=(.*)$/.exec(line) ?? [];
    if (name === undefined) return refuseImport(`line ${at + 1} is no NAME=value`);
    if (exported === undefined) {
      variables.push([name, begin]);
      continue;
    }
    line = begin;
    let value = shellWord(line);
    while (value === undefined && at + 1 < lines.length) {
      at += 1;
      line = `${line}\n${lines[at]!}`;
      value = shellWord(line);
    }
    if (value === undefined) return refuseImport(`the value of ${name.slice(0, 100)} cannot be read`);
    variables.push([name, value]);
  }
  return variables;
};

/** An env file, which is one generic credential. */
export const readEnvFile = (data: string, name: string): readonly ImportedEntry[] => {
  const fields = variablesOf(data).map(([variable, value]) => textField(variable, value));
  if (fields.length === 0) return refuseImport('data holds no NAME=value');
  return [{ entry: name, credential: { name, type: 'generic', fields } }];
};
