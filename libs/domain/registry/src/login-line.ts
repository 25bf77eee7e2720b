/** A word as a POSIX shell takes it for itself, whatever stands in it. */
export const shellWord = (word: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** The line that signs docker in. The password comes on standard input, so that no process list and no history has it. */
export const dockerLogin = (hostname: string, username: string): string =>
  `docker login --username ${shellWord(username)} --password-stdin ${shellWord(hostname)}`;
