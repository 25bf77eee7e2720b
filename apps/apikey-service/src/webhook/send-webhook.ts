import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { checkLiteral, guardedLookup } from '@credstream/egress';
import type { WebhookSettings } from './webhook-settings.js';

/**
 * Posts a body; resolves with the status of the answer, which is not read. Redirections are not followed. Rejects
 * when nobody has answered in time, or when the address may not be reached.
 */
export const sendWebhook = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { allowed, answerWithinMs }: WebhookSettings,
  signal: AbortSignal,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const { protocol, hostname } = new URL(url);
    const encrypted = protocol === 'https:';
    checkLiteral(hostname, allowed, encrypted);
    const request = (encrypted ? requestHttps : requestHttp)(
      url,
      {
        method: 'POST',
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
        resolve(response.statusCode ?? 0);
        response.destroy();
      },
    );
    // From the name to the head of the answer. A timer of our own: one inside a combined signal can be collected.
    const late = setTimeout(
      () => request.destroy(new Error(`no answer within ${answerWithinMs / 1000} seconds`)),
      answerWithinMs,
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
