/** How far something is, on one line of a terminal that changes. */
export type Progress = Readonly<{
  show: (done: number, total: number) => void;
  /** For what nobody knows the end of. */
  tell: (text: string) => void;
  /** Leaves nothing behind. */
  end: () => void;
}>;

type Terminal = Readonly<{ isTTY?: boolean; write: (text: string) => unknown }>;

const shownEveryMs = 200;
const barWidth = 20;
const clear = '\r\u001b[K';

/** Undefined where there is no terminal: a log is no place for it. */
export const progressBar = (stream: Terminal): Progress | undefined => {
  if (!stream.isTTY) return undefined;
  let shownAt = -Infinity;
  const tell = (text: string): void => {
    if (performance.now() - shownAt < shownEveryMs) return;
    shownAt = performance.now();
    stream.write(`${clear}${text}`);
  };
  return {
    tell,
    show: (done, total) => {
      const part = total === 0 ? 1 : done / total;
      const bar = '#'.repeat(Math.floor(barWidth * part)).padEnd(barWidth, '.');
      tell(`${bar} ${Math.floor(100 * part)} %, ${done} of ${total}`);
    },
    end: () => void stream.write(clear),
  };
};

const saysSoAfterMs = 2_000;

/** A server that takes long is waited for in the sight of who waits. */
export const whileWaiting = async <T>(stream: Terminal, work: () => Promise<T>): Promise<T> => {
  const progress = progressBar(stream);
  if (!progress) return work();
  const began = performance.now();
  const timer = setInterval(() => {
    const seconds = Math.floor((performance.now() - began) / 1000);
    progress.tell(`Waiting for the server: ${seconds} s`);
  }, saysSoAfterMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (performance.now() - began >= saysSoAfterMs) progress.end();
  }
};
