import { readFileSync } from 'node:fs';

export type Variables = Readonly<Record<string, string | undefined>>;

/** What is left of the environment, and what is wrong in it: each a line that begins with the name. */
export type SettingValues = Readonly<{ values: ReadonlyMap<string, string>; broken: readonly string[] }>;

/** Settings that hold a secret, or an address that may: each may come from a file that `<name>_FILE` names. */
export const secretSettings = [
  'CREDSTREAM_ADMIN_PASSWORD',
  'CREDSTREAM_OIDC_CLIENT_SECRET',
  'CREDSTREAM_SCIM_TOKEN',
  'EVENTSTORE_URL',
  'MONGODB_URL',
  'NATS_URL',
] as const;

const secretFiles: ReadonlyMap<string, string> = new Map(
  secretSettings.map((name) => [`${name}_FILE`, name]),
);

/** The names that `readSettingValues` understands besides the settings themselves. */
export const isFileOfSecret = (name: string): boolean => secretFiles.has(name);

/**
 * Kubernetes and Docker describe services to every container, under names made from theirs: a Service `credstream`
 * makes `CREDSTREAM_PORT=tcp://10.0.0.1:8080`. By their form they cannot be settings of ours.
 */
const isOfOrchestrator = (name: string, value: string): boolean =>
  /_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)$/.test(name) ||
  /_PORT_\d+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?$/.test(name) ||
  (/_PORT$/.test(name) && /^(tcp|udp|sctp):\/\//.test(value)) ||
  (/_NAME$/.test(name) && /^\/[^/]+\/[^/]+$/.test(value)) ||
  /_ENV_/.test(name);

const lineEnd = /\r?\n$/;
const controlCharacter = /[\u0000-\u001f\u007f]/;

const readSecretFile = (name: string, path: string): string | { problem: string } => {
  try {
    return readFileSync(path, 'utf8').replace(lineEnd, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: `${name} names a file that cannot be read (${code})` };
  }
};

const isSecret = (name: string): boolean => (secretSettings as readonly string[]).includes(name);

/**
 * The settings as they are meant: what is empty is not set, what an orchestrator adds is left out, secrets are read from
 * their files, and the line end of what cannot have one is cut.
 */
export const readSettingValues = (variables: Variables): SettingValues => {
  const values = new Map<string, string>();
  const broken: string[] = [];
  const files = new Map<string, string>();
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined || value === '' || isOfOrchestrator(name, value)) continue;
    const secret = secretFiles.get(name);
    if (secret !== undefined) files.set(secret, value.replace(lineEnd, ''));
    else values.set(name, isSecret(name) ? value : value.replace(lineEnd, ''));
  }
  for (const [name, path] of files) {
    if (values.has(name)) {
      broken.push(`${name} and ${name}_FILE are both set; one of them must go`);
      continue;
    }
    const read = readSecretFile(`${name}_FILE`, path);
    if (typeof read !== 'string') broken.push(read.problem);
    else if (read === '') broken.push(`${name}_FILE names a file that is empty`);
    else values.set(name, read);
  }
  for (const [name, value] of values) {
    if (!name.startsWith('CREDSTREAM_') && !isSecret(name)) continue;
    if (lineEnd.test(value)) broken.push(`${name} must not end with a line end; nobody could type it`);
    else if (controlCharacter.test(value))
      broken.push(`${name} must not hold line ends or control characters`);
  }
  return { values, broken };
};

/** How many letters must be put in, left out, changed or swapped to come from one name to the other. */
const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (before[j - 2] ?? 0) + 1
          : Infinity;
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed, swapped);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
};

const wordsOf = (name: string): readonly string[] => name.split('_');

/** The only name that has all words of this one: `CREDSTREAM_ADMIN_PASSWORD` for `CREDSTREAM_PASSWORD`. */
const longerName = (name: string, known: readonly string[]): string | undefined => {
  const [only, ...others] = known.filter((each) =>
    wordsOf(name).every((word) => wordsOf(each).includes(word)),
  );
  return others.length === 0 ? only : undefined;
};

/** The name that was probably meant. */
export const nearestName = (name: string, known: Iterable<string>): string | undefined => {
  const names = [...known];
  const written = name.toUpperCase();
  const [nearest] = names
    .map((each) => ({ each, far: distance(written, each) }))
    .filter(({ far }) => far <= 4)
    .sort((one, other) => one.far - other.far);
  if (nearest && nearest.far <= 2) return nearest.each;
  return longerName(written, names) ?? nearest?.each;
};
