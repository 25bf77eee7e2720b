const shownEveryMs = 200;

/** Shows how far something is. On a terminal alone: a log file has no use for it. */
export const progressBar = (): ((done: number, total: number) => void) | undefined => {
  if (!process.stderr.isTTY) return undefined;
  let shownAt = -Infinity;
  return (done, total) => {
    if (done < total && performance.now() - shownAt < shownEveryMs) return;
    shownAt = performance.now();
    const part = total === 0 ? 1 : Math.min(1, done / total);
    const bar = '#'.repeat(Math.floor(20 * part)).padEnd(20, '.');
    process.stderr.write(`\r${bar} ${Math.floor(100 * part)} %${done < total ? '' : '\n'}`);
  };
};
