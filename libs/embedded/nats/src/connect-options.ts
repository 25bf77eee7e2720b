import { ProtocolViolation } from './errors.js';

/** What the server reads of a CONNECT. */
export type ConnectOptions = Readonly<{
  verbose: boolean;
  pedantic: boolean;
  echo: boolean;
  headers: boolean;
  no_responders: boolean;
  protocol: number;
  auth_token: string;
  user: string;
  pass: string;
  account: string;
  new_account: boolean;
}>;

/** Holds until CONNECT: a person with telnet sees every answer. */
export const optionsBeforeConnect: ConnectOptions = {
  verbose: true,
  pedantic: true,
  echo: true,
  headers: false,
  no_responders: false,
  protocol: 0,
  auth_token: '',
  user: '',
  pass: '',
  account: '',
  new_account: false,
};

/** What clients say too, and this server makes no use of; of another type it is a violation all the same. */
const unused: ReadonlyMap<string, 'string' | 'boolean' | 'object'> = new Map([
  ...(['name', 'lang', 'version', 'jwt', 'nkey', 'sig'] as const).map((name) => [name, 'string'] as const),
  ['tls_required', 'boolean'],
  ['import', 'object'],
  ['export', 'object'],
]);

const isObject = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value);

const typeOf = (name: string): string | undefined =>
  isKnown(name) ? typeof optionsBeforeConnect[name] : unused.get(name);

/** Whole numbers alone, written without an exponent, of 64 bits. */
const wholeProtocol = /"protocol"\s*:\s*-?\d{1,18}\s*[,}]/i;

const isKnown = (name: string): name is keyof ConnectOptions => Object.hasOwn(optionsBeforeConnect, name);

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ProtocolViolation(`CONNECT: ${String(cause)}`);
  }
};

/**
 * Options after a CONNECT: what it does not name stays, null changes nothing, names may be in any case (as Go
 * reads JSON), and a value of another type is a violation.
 */
export const readConnect = (json: string, current: ConnectOptions): ConnectOptions => {
  const given = parse(json);
  if (given === null) return current;
  if (typeof given !== 'object' || Array.isArray(given))
    throw new ProtocolViolation('CONNECT: not an object');
  const changes = Object.entries(given)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name, value]) => typeOf(name) !== undefined && value !== null);
  for (const [name, value] of changes) {
    const type = typeOf(name);
    const fits = type === 'object' ? isObject(value) : typeof value === type;
    if (!fits || (type === 'number' && !wholeProtocol.test(json))) {
      throw new ProtocolViolation(`CONNECT: ${name} has the wrong type`);
    }
  }
  const used = changes.filter(([name]) => isKnown(name));
  return { ...current, ...(Object.fromEntries(used) as Partial<ConnectOptions>) };
};
