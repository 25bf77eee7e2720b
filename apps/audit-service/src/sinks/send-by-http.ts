import type { AuditEntry } from '@credstream/contracts/audit';
import type { IpRange } from '@credstream/domain-kernel';
import { post } from '@credstream/signed-requests';
import { lineOf } from './sink-message.js';
import type { SinkSecret } from './sink-secrets.js';
import { answerWithinMs } from './sink-settings.js';

export type HttpReceiver = Readonly<{ url: string; caBundle?: string; clientCertificate?: string }> &
  SinkSecret;

/** Posts entries as NDJSON. They are taken when the receiver answers 2xx. */
export const sendByHttp = async (
  { url, caBundle, clientCertificate, clientKey, authorization }: HttpReceiver,
  entries: readonly AuditEntry[],
  allowed: readonly IpRange[],
  signal: AbortSignal,
): Promise<void> => {
  const { status } = await post({
    ...{ url, allowed, signal, withinMs: answerWithinMs, answerBytes: 0 },
    body: entries.map(lineOf).join(''),
    headers: {
      'content-type': 'application/x-ndjson',
      ...(authorization !== undefined && { authorization }),
    },
    tls: {
      ...(caBundle !== undefined && { ca: caBundle }),
      ...(clientCertificate !== undefined && { cert: clientCertificate }),
      ...(clientKey !== undefined && { key: clientKey }),
    },
  });
  if (status < 200 || status > 299) throw new Error(`answered ${status}`);
};
