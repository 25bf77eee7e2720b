/** |t| below which two sets of samples do not differ (T16). */
const limit = 4.5;

/** Welch's t of two sets of times, the slowest tenth of all left out: that is what the machine did meanwhile. */
export const compare = (times) => {
  const all = Object.values(times)
    .flat()
    .sort((a, b) => a - b);
  const cut = all[Math.floor(all.length * 0.9)];
  const [a, b] = Object.entries(times).map(([name, values]) => {
    const kept = values.filter((ns) => ns <= cut);
    const mean = kept.reduce((sum, ns) => sum + ns, 0) / kept.length;
    const variance = kept.reduce((sum, ns) => sum + (ns - mean) ** 2, 0) / (kept.length - 1);
    return { name, samples: kept.length, mean, variance };
  });
  const t = (a.mean - b.mean) / Math.sqrt(a.variance / a.samples + b.variance / b.samples);
  const means = [a, b].map(
    ({ name, mean, samples }) => `${name} ${Math.round(mean)} ns (${samples} samples)`,
  );
  return `${means.join(', ')}; Welch t = ${t.toFixed(2)}: ${Math.abs(t) < limit ? 'no separation' : 'SEPARATION'}`;
};

/** Takes times in turns, so that a drift of the machine falls on both. `measures`: name to what takes the time. */
export const interleaved = async (measures, samples, warmUp) => {
  const times = Object.fromEntries(Object.keys(measures).map((name) => [name, []]));
  const inOrder = Object.entries(measures);
  const reversed = inOrder.toReversed();
  for (let i = -warmUp; i < samples; i += 1) {
    for (const [name, measure] of i % 2 ? inOrder : reversed) {
      const ns = await measure();
      if (i >= 0) times[name].push(ns);
    }
  }
  return times;
};
