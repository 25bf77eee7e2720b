import { drift, median, rounded } from './statistics.mjs';
import { wrk } from './wrk.mjs';

const full = { rounds: 6, seconds: 8, warmUp: 3 };
const quick = { rounds: 4, seconds: 3, warmUp: 2 };
const steady = 0.25;

/**
 * Measures the contestants in turn, forwards in one round and backwards in the next, so that a drift of the machine
 * falls on all of them; answers the figures of each, in the contestants' order.
 */
export const inTurn = async (contestants, rounds, measure) => {
  const figures = new Map(contestants.map((contestant) => [contestant, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of round % 2 ? contestants.toReversed() : contestants) {
      figures.get(contestant).push(await measure(contestant));
    }
  }
  return [...figures.values()];
};

/** Servers against each other by wrk. The first is the ceiling; the run counts only if that one was steady. */
export const race = async (contestants, { script, isQuick }) => {
  const { rounds, seconds, warmUp } = isQuick ? quick : full;
  for (const contestant of contestants) await wrk({ ...contestant, seconds: warmUp, script });
  const measured = await inTurn(contestants, rounds, (contestant) => wrk({ ...contestant, seconds, script }));
  const figures = new Map(contestants.map(({ name }, index) => [name, measured[index]]));
  const of = (name, figure) => figures.get(name).map((each) => each[figure]);
  const ceilingDrift = drift(of(contestants[0].name, 'perCpuSecond'));
  if (!isQuick && ceilingDrift > steady) {
    throw new Error(
      `The ceiling drifted by ${Math.round(ceilingDrift * 100)} %: this machine was not steady`,
    );
  }
  return {
    rounds,
    seconds,
    ceilingDrift: rounded(ceilingDrift),
    steady: ceilingDrift <= steady,
    contestants: Object.fromEntries(
      [...figures.keys()].map((name) => [
        name,
        Object.fromEntries(
          ['perCpuSecond', 'perSecond', 'p50', 'p99'].map((figure) => [
            figure,
            rounded(median(of(name, figure))),
          ]),
        ),
      ]),
    ),
    /** Of requests for each second of processor time: round by round, then the median. */
    ratio: (name, to) =>
      rounded(median(of(name, 'perCpuSecond').map((value, round) => value / of(to, 'perCpuSecond')[round]))),
  };
};
