import { row, verdict } from '../kit/results.mjs';

const table = (contestants) => [
  row('', 'a second', 'a CPU-second'),
  row('---', '---:', '---:'),
  ...Object.entries(contestants).map(([name, { perSecond, perCpuSecond }]) =>
    row(name, perSecond, perCpuSecond),
  ),
];

/** The results as a page, misses and all. */
export const markdown = ({
  form,
  at,
  machine,
  inFlight,
  rounds,
  replays,
  seconds,
  drift,
  steady,
  append,
  replay,
  ratios,
}) =>
  [
    '# eventstore',
    '',
    `${form} form, ${at}, commit ${machine.commit}. Node ${machine.node}, Linux ${machine.kernel},`,
    `${machine.cpus}, load at the start ${machine.loadBefore.join(', ')}. fsync: ${machine.fsync}.`,
    '',
    `Medians of ${rounds} rounds of ${seconds} s for the appends and of ${replays} replays, in turn. Drift of raw LMDB ${Math.round(drift * 100)} %${steady ? '' : ': **this machine was not steady, read the ratios with care**'}.`,
    'Processor time is that of the process that holds the store, all threads; with raw LMDB it does nothing else.',
    '',
    row('ratio', 'floor', 'measured', '', 'of CPU-seconds'),
    row('---', '---:', '---:', '---', '---:'),
    ...ratios.map(({ what, floor, value, perCpu }) =>
      row(what, floor, value, verdict(value >= floor), perCpu),
    ),
    '',
    `## Appends, ${inFlight} in flight`,
    '',
    ...table(append),
    '',
    '## Replay of everything, payloads decoded',
    '',
    ...table(replay),
    '',
    'The lean client (bench/eventstore/lean-client.mjs) speaks the same gRPC with requests made beforehand; the',
    'official client is what the services use, and here the bottleneck itself.',
    '',
  ].join('\n');
