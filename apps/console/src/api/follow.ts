import type { components } from '@credstream/sdk';
import { dataOf } from '@credstream/sdk';
import { audit } from '../text/audit.js';
import { credstream } from './client.js';

export type AuditEvent = components['schemas']['AuditEventView'];

/** Who did it, in words. */
export const actorOf = ({ actor }: Pick<AuditEvent, 'actor'>): string => {
  if (actor.username !== undefined) return actor.username;
  if (actor.service !== undefined) return audit.program(actor.service);
  return actor.kind === 'anonymous' ? audit.nobody : actor.kind;
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

const retryMs = 2_000;

/** Reads server-sent events (WHATWG HTML §9.2) until the stream ends; answers the id of the last one. */
const readEvents = async (
  stream: ReadableStream<Uint8Array>,
  onEvent: (data: string, id: string) => void,
): Promise<void> => {
  const reader = stream
    .pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split('\n');
      const field = (name: string) =>
        lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
      const data = field('data').join('\n');
      if (data !== '') onEvent(data, field('id').at(-1) ?? '');
    }
  }
};

/** Follows the audit log until the signal is aborted; goes on after a break where it was. */
export const followAudit = async (
  query: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
  onEvent: (event: AuditEvent) => void,
  onState: (state: 'following' | 'interrupted') => void,
): Promise<void> => {
  let last: string | undefined;
  while (!signal.aborted) {
    try {
      const stream = await dataOf(
        credstream.GET('/api/v1/audit/events/stream', {
          params: { query: query as never },
          headers: last === undefined ? {} : { 'last-event-id': last },
          parseAs: 'stream',
          signal,
        }),
      );
      onState('following');
      await readEvents(stream as unknown as ReadableStream<Uint8Array>, (data, id) => {
        if (id !== '') last = id;
        onEvent(JSON.parse(data) as AuditEvent);
      });
    } catch (error) {
      if (signal.aborted) return;
      // Said on the page, and tried again.
      void error;
    }
    if (signal.aborted) return;
    onState('interrupted');
    await pause(retryMs, signal);
  }
};
