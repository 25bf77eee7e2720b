import { RequestInvalid } from '@credstream/domain-kernel';

const isNamed = (header: string, name: string): boolean =>
  header.length === name.length && header.toLowerCase() === name;

/**
 * Node keeps the first of these headers and drops the others. A proxy or an application might have read another one. Throws
 * `RequestInvalid` when one of them came twice.
 */
export const requireOnce = (rawHeaders: readonly string[], names: readonly string[]): void => {
  for (const name of names) {
    let count = 0;
    for (let at = 0; at < rawHeaders.length; at += 2) if (isNamed(rawHeaders[at] ?? '', name)) count += 1;
    if (count < 2) continue;
    const message = `The header ${name} is sent ${count} times; send it once`;
    throw new RequestInvalid(message, { errors: [{ path: name, rule: 'once', message }] });
  }
};
