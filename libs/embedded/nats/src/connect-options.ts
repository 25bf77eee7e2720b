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
    .filter(([name, value]) => isKnown(name) && value !== null);
  for (const [name, value] of changes) {
    if (isKnown(name) && typeof value !== typeof optionsBeforeConnect[name]) {
      throw new ProtocolViolation(`CONNECT: ${name} has the wrong type`);
    }
  }
  return { ...current, ...(Object.fromEntries(changes) as Partial<ConnectOptions>) };
};
