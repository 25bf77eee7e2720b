import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { checkLiteral, guardedLookup } from './egress.js';
import type { WebhookSettings } from './webhook-settings.js';

const answerWithinMs = 10_000;

/**
 * Posts a body; resolves with the status of the answer, which is not read. Redirections are not followed. Rejects
 * when nobody answers, or when the address may not be reached.
 */
export const sendWebhook = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { allowed }: WebhookSettings,
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
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
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
    request.on('error', reject);
    request.end(body);
  });
