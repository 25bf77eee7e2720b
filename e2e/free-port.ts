import { reservePort } from '@credstream/testing';
import { afterTests } from './after-tests.js';

/**
 * A port that is nobody else's until the tests of the file are over: for programs that cannot choose one themselves,
 * and for a suite that is to come back to where it was.
 */
export const freePort = async (): Promise<string> => {
  const { port, release } = await reservePort();
  afterTests(release);
  return String(port);
};
