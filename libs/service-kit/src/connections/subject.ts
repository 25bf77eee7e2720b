/** A subject as it is on the bus: an installation that shares the bus with others has a prefix. */
export const subjectOf = (name: string, prefix: string | undefined): string =>
  prefix === undefined ? name : `${prefix}.${name}`;
