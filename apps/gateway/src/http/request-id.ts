import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { holdsSecret } from './secret-in-url.js';

const taken = /^[A-Za-z0-9._:-]{1,128}$/;
const run = randomBytes(9).toString('base64url');
let count = 0;

/** The id that the client sent, if it is one that can stand in a log and holds no secret; else one of our own, never given twice. */
export const requestIdOf = (request: { headers: IncomingHttpHeaders }): string => {
  const sent = request.headers['x-request-id'];
  if (typeof sent === 'string' && taken.test(sent) && !holdsSecret(sent)) return sent;
  count += 1;
  return `${run}.${count.toString(36)}`;
};
