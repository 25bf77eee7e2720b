/**
 * Receives webhooks of Credstream and verifies each by its signature (Standard Webhooks). Needs Node and nothing else.
 *
 *     node receive.mjs FILE_WITH_THE_SECRET [PORT]
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [secretFile, port = '8085'] = process.argv.slice(2);
const secret = Buffer.from(readFileSync(secretFile, 'utf8').trim().replace('whsec_', ''), 'base64');

const oldestSeconds = 300;
const longestBody = 256 * 1024;
/** An event may be delivered twice; it has the same id each time. */
const seen = new Set();

const isSigned = (id, timestamp, signatures, body) => {
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) < oldestSeconds)) return false;
  const expected = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest();
  return signatures.split(' ').some((each) => {
    const given = Buffer.from(each.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
};

const bodyOf = async (request) => {
  const pieces = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > longestBody) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
};

createServer(async (request, response) => {
  const {
    'webhook-id': id = '',
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures = '',
  } = request.headers;
  const body = await bodyOf(request).catch(() => undefined);
  if (body === undefined || !isSigned(id, timestamp, signatures, body)) {
    response.writeHead(401).end();
    return;
  }
  if (!seen.has(id)) {
    seen.add(id);
    console.log(`${JSON.parse(body).type} ${id}`);
  }
  response.writeHead(204).end();
}).listen(Number(port), '127.0.0.1');
