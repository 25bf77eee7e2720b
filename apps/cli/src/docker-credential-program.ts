import { runWords } from './program.js';

/** `docker-credential-credstream get` is `credstream docker-credential get`. */
export const run = (): Promise<void> => runWords(['docker-credential', ...process.argv.slice(2)]);
