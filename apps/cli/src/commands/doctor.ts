import { connect } from 'node:tls';
import { createCredstream, CredstreamProblem, dataOf, SignInNeeded } from '@credstream/sdk';
import type { Context } from '../client/context.js';
import { exitCodes } from '../client/errors.js';
import { failureOf } from '../client/failures.js';
import { version } from '../version.js';

type Finding = Readonly<{
  check: string;
  state: 'ok' | 'warning' | 'failed';
  found: string;
  advice?: string;
}>;

const day = 86_400_000;
const mostSkewMs = 30_000;
const soonDays = 21;
const patienceMs = 10_000;

const clock = (response: Response, now: number): Finding => {
  const there = Date.parse(response.headers.get('date') ?? '');
  const skewMs = Math.abs(now - there);
  if (Number.isNaN(there)) return { check: 'clock', state: 'warning', found: 'the server tells no time' };
  const found = `${Math.round(skewMs / 1000)} s apart from the server`;
  if (skewMs <= mostSkewMs) return { check: 'clock', state: 'ok', found };
  return {
    check: 'clock',
    state: 'failed',
    found,
    advice: 'Set the clocks by NTP: tokens and expiries depend on them.',
  };
};

const certificateEnd = (url: URL): Promise<Date> =>
  new Promise((resolve, reject) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const socket = connect({ host, port: Number(url.port || 443), servername: host }, () => {
      resolve(new Date(socket.getPeerCertificate().valid_to));
      socket.end();
    });
    socket.setTimeout(patienceMs, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
  });

const certificate = async (url: URL): Promise<Finding> => {
  const check = 'certificate';
  if (url.protocol === 'http:') {
    const local = /^(127\.|localhost$|\[::1\])/.test(url.hostname);
    if (local) return { check, state: 'ok', found: 'none needed on this machine' };
    return {
      check,
      state: 'warning',
      found: 'the connection is not encrypted',
      advice: 'Put TLS in front of it.',
    };
  }
  const end = await certificateEnd(url);
  const days = Math.floor((end.getTime() - Date.now()) / day);
  const found = `ends in ${days} days`;
  return days > soonDays
    ? { check, state: 'ok', found }
    : { check, state: 'warning', found, advice: 'Renew it now.' };
};

const signedIn = async ({ credstream, signal }: Context): Promise<Finding> => {
  const check = 'signed in';
  try {
    const { username, account } = await dataOf(credstream.GET('/api/v1/me', { signal }));
    return { check, state: 'ok', found: `${username} of ${account}` };
  } catch (error) {
    if (!(error instanceof SignInNeeded) && !(error instanceof CredstreamProblem)) throw error;
    return { check, state: 'warning', found: error.message, advice: 'Sign in: credstream login' };
  }
};

const services = async (context: Context): Promise<readonly Finding[]> => {
  // A server that is not ready says so with 503, which would be tried again and thrown.
  const response = await context.fetch(
    new Request(`${context.settings.addr}/health/ready`, { signal: context.signal }),
  );
  const body = (await response.json()) as {
    services?: Readonly<Record<string, Readonly<{ status?: string; ready?: boolean }> | string | boolean>>;
    waitingFor?: readonly string[];
  };
  const waiting = (body.waitingFor ?? []).join(', ');
  if (response.ok)
    return [{ check: 'ready', state: 'ok', found: Object.keys(body.services ?? {}).join(', ') || 'yes' }];
  return [
    {
      check: 'ready',
      state: 'failed',
      found: waiting ? `waiting for ${waiting}` : JSON.stringify(body.services ?? {}),
      advice: 'Wait a minute. If it stays, read the log of what is missing.',
    },
  ];
};

/** Asks what can be asked from outside. */
const findings = async (context: Context): Promise<readonly Finding[]> => {
  const { settings, fetch, signal } = context;
  const url = new URL(settings.addr);
  const anonymous = createCredstream({ url: settings.addr, fetch, retries: { retries: 0 } });
  const { data, response } = await anonymous.GET('/version', { signal });
  const theirs = data?.version ?? 'unknown';
  return [
    { check: 'server', state: 'ok', found: `${settings.addr} answers` },
    theirs === version
      ? { check: 'version', state: 'ok', found: theirs }
      : {
          check: 'version',
          state: 'warning',
          found: `the server is ${theirs}, this is ${version}`,
          advice: 'Take the same version of both.',
        },
    clock(response, Date.now()),
    await certificate(url),
    ...(await services(context)),
    await signedIn(context),
    ...settings.warnings.map((found): Finding => ({ check: 'configuration', state: 'warning', found })),
  ];
};

export const run = async (context: Context): Promise<void> => {
  const columns = ['check', 'state', 'found', 'advice'];
  try {
    const data = await findings(context);
    await context.show({ data, columns });
    if (data.some(({ state }) => state === 'failed')) process.exitCode = exitCodes.checkSaidNo;
  } catch (error) {
    if (context.signal.aborted) throw error;
    const { exitCode, words, advice } = failureOf(error);
    await context.show({ data: [{ check: 'server', state: 'failed', found: words, advice }], columns });
    process.exitCode = exitCode;
  }
};
