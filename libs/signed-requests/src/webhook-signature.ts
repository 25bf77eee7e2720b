import { createHmac } from 'node:crypto';

const prefix = 'whsec_';

/** The secret of a webhook, from the one that the service keeps and the webhook's id: it is stored nowhere. */
export const webhookSecret = (master: Uint8Array, webhookId: string): string =>
  prefix + createHmac('sha256', master).update(`webhook/${webhookId}`).digest('base64');

/** The headers of a delivery, as Standard Webhooks has them: HMAC-SHA256 over `id.timestamp.body`. */
export const signedHeaders = (
  secret: string,
  id: string,
  sentAt: Date,
  body: string,
): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
};
