import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { metrics, registry } from './metrics.js';
import { serveMetrics } from './metrics-endpoint.js';

describe('the metrics', () => {
  it('are those of the reference, with their labels', async () => {
    const rows = readFileSync('docs/reference/metrics.md', 'utf8').matchAll(/^\| `(\w+)` +\|([^|]*)\|/gm);
    const documented = [...rows].map(([, name, labels = '']) => [
      name,
      [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label),
    ]);
    const counted = Object.values(metrics).map((metric) => {
      const { name, labelNames } = metric as unknown as { name: string; labelNames: string[] };
      return [name, [...labelNames]];
    });
    expect(documented.toSorted()).toEqual(counted.toSorted());
    expect(registry.getMetricsAsArray()).toHaveLength(counted.length);
  });

  it('are told at an address that is set, and nowhere else', async () => {
    expect(await serveMetrics(undefined)).toBeUndefined();
    let measured = 0;
    const endpoint = await serveMetrics('127.0.0.1:0', async () => void (measured += 1));
    try {
      const answers = [await fetch(endpoint!.url), await fetch(endpoint!.url)];
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(measured).toBe(1);
    } finally {
      await endpoint?.stop();
    }
    await expect(fetch(endpoint!.url)).rejects.toThrow();
  });

  it('say in their status that what is measured could not be read', async () => {
    const endpoint = await serveMetrics('[::1]:0', () => Promise.reject(new Error('the store is away')));
    try {
      expect((await fetch(endpoint!.url)).status).toBe(503);
    } finally {
      await endpoint?.stop();
    }
  });
});
