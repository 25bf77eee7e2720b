import { Unreachable } from './problem.js';

/** One server-sent event. */
export type ServerSentEvent = Readonly<{ id?: string; event: string; data: string }>;

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** No event of Credstream is longer; more would fill the memory. */
const longestEvent = 16 * 1024 * 1024;

const eventOf = (block: string): ServerSentEvent | undefined => {
  const fields = new Map<string, string[]>();
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^([^:]+)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name !== undefined) fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  const data = fields.get('data')?.join('\n');
  const id = fields.get('id')?.at(-1);
  if (data === undefined) return undefined;
  return { event: fields.get('event')?.at(-1) ?? 'message', data, ...(id !== undefined && { id }) };
};

/**
 * The events of a stream (`parseAs: 'stream'`) as they come. Throws `Unreachable` when the connection breaks, or when
 * nothing has come for `silenceMs`, not even a comment.
 */
export async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  { silenceMs }: Readonly<{ silenceMs: number }>,
): AsyncGenerator<ServerSentEvent, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await withinSilence(reader, silenceMs);
      if (done) return;
      rest = (rest + decoder.decode(value, { stream: true })).replaceAll('\r\n', '\n');
      if (rest.length > longestEvent) throw new Unreachable('', new Error('an event is too long'));
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = eventOf(block);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const withinSilence = async (reader: Reader, silenceMs: number): ReturnType<Reader['read']> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came for ${silenceMs / 1000} s`)), silenceMs);
  });
  try {
    return await Promise.race([reader.read(), silence]);
  } catch (error) {
    throw new Unreachable('', error);
  } finally {
    clearTimeout(timer);
  }
};
