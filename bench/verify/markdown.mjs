import { row, verdict } from '../kit/results.mjs';

/** The results as a page, misses and all. */
export const markdown = ({ form, at, machine, throughput, revocation }) => {
  const { sameNode, otherNodeMs } = revocation;
  return [
    '# verify',
    '',
    `${form} form, ${at}, commit ${machine.commit}. Node ${machine.node}, OpenSSL ${machine.openssl}, Linux ${machine.kernel},`,
    `${machine.cpus}, load at the start ${machine.loadBefore.join(', ')}. fsync: ${machine.fsync}.`,
    '',
    `Ceiling drift ${Math.round(throughput.ceilingDrift * 100)} %${throughput.steady ? '' : ': **this machine was not steady, read the ratios with care**'}.`,
    '',
    `## Cost of a verification (${throughput.keysInIndex} keys in the index, ${throughput.keysInUse} in use)`,
    '',
    row('route', 'requests per CPU-second', 'requests per second', 'p50 ms', 'p99 ms'),
    row('---', '---:', '---:', '---:', '---:'),
    ...Object.entries(throughput.contestants).map(([name, { perCpuSecond, perSecond, p50, p99 }]) =>
      row(name, perCpuSecond, perSecond, p50, p99),
    ),
    '',
    row('', 'ratio', 'floor', 'stretch', 'measured', ''),
    row('---', '---', '---:', '---:', '---:', '---'),
    ...throughput.ratios.map(({ id, what, floor, stretch, value }) =>
      row(id, what, floor, stretch, value, verdict(value >= floor)),
    ),
    '',
    `## Revocation (R18; ${revocation.revokes} keys, each asked about without pause at two gateways)`,
    '',
    row('', 'target', 'measured', ''),
    row('---', '---', '---:', '---'),
    row(
      'same gateway: accepted although sent after the 200 of the revoke',
      '0',
      `${sameNode.sentAfterAndAccepted} of ${revocation.asked}`,
      verdict(sameNode.sentAfterAndAccepted === 0),
    ),
    row(
      'same gateway: accepted, sent before that 200 but answered after it',
      '',
      sameNode.answeredAfterAndAccepted,
      '',
    ),
    row('other gateway: last accepted after that 200, p50', '', `${otherNodeMs.p50} ms`, ''),
    row(
      'other gateway: last accepted after that 200, p99',
      '100 ms',
      `${otherNodeMs.p99} ms`,
      verdict(otherNodeMs.p99 <= 100),
    ),
    '',
  ].join('\n');
};
