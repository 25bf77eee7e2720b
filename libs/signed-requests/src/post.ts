import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { IpRange } from '@credstream/domain-kernel';
import { checkLiteral, guardedLookup } from '@credstream/egress';

export type Post = Readonly<{
  /** POST when absent. */
  method?: 'POST' | 'PUT' | 'GET';
  url: string;
  headers: Readonly<Record<string, string>>;
  /** JSON, unless `headers` say otherwise. */
  body: string;
  /** Addresses that are not public and may be reached all the same. */
  allowed: readonly IpRange[];
  /** Milliseconds from the name to the end of the answer. */
  withinMs: number;
  /** The answer may have so many bytes; with 0 its body is not read. */
  answerBytes: number;
  signal: AbortSignal;
  /** For https, as texts of PEM: authorities in the place of the public ones, and how this side is known. */
  tls?: Readonly<{ ca?: string; cert?: string; key?: string }>;
}>;

export type Posted = Readonly<{ status: number; body: Buffer }>;

/**
 * Posts a body, or makes another request. Redirections are not followed. Rejects when nobody has answered in time, when
 * the answer is too long, or when the address may not be reached.
 */
export const post = ({
  method = 'POST',
  url,
  headers,
  body,
  allowed,
  withinMs,
  answerBytes,
  signal,
  tls,
}: Post): Promise<Posted> =>
  new Promise((resolve, reject) => {
    const { protocol, hostname } = new URL(url);
    const encrypted = protocol === 'https:';
    checkLiteral(hostname, allowed, encrypted);
    const request = (encrypted ? requestHttps : requestHttp)(
      url,
      {
        ...tls,
        method,
        agent: false,
        lookup: guardedLookup(allowed, encrypted),
        headers: {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'Credstream',
          ...headers,
        },
      },
      (response) => {
        if (answerBytes === 0) {
          resolve({ status: response.statusCode ?? 0, body: Buffer.alloc(0) });
          response.destroy();
          return;
        }
        readAnswer(response, answerBytes, resolve, (error) => request.destroy(error));
      },
    );
    // A timer of our own: one inside a combined signal can be collected.
    const late = setTimeout(
      () => request.destroy(new Error(`no answer within ${withinMs / 1000} seconds`)),
      withinMs,
    );
    const stop = () => request.destroy(new Error('the service stops'));
    signal.addEventListener('abort', stop, { once: true });
    request.on('error', reject);
    request.on('close', () => {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
      reject(new Error('the connection ended without an answer'));
    });
    request.end(body);
  });

const readAnswer = (
  response: IncomingMessage,
  atMost: number,
  done: (answer: Posted) => void,
  end: (error: Error) => void,
): void => {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > atMost) end(new Error(`the answer is longer than ${atMost} bytes`));
  });
  response.on('error', end);
  response.once('end', () => done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
};
