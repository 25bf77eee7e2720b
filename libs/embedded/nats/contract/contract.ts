import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { NatsServerOptions, RunningNatsServer } from '../test/nats-server.js';
import { authenticationCases } from './cases/authentication.js';
import { clientCases } from './cases/client.js';
import { connectCases } from './cases/connect.js';
import { headerCases } from './cases/headers.js';
import { keepAliveCases } from './cases/keep-alive.js';
import { limitCases } from './cases/limits.js';
import { malformedCases } from './cases/malformed.js';
import { noResponderCases } from './cases/no-responders.js';
import { queueGroupCases } from './cases/queue-groups.js';
import { subjectCases } from './cases/subjects.js';
import { subscriptionCases } from './cases/subscriptions.js';
import type { ContractCase } from './contract-case.js';
import { ContractSession } from './contract-case.js';

/** The server under test. One that is `started: 'elsewhere'` has the settings that it has. */
export type NatsContractTarget =
  | Readonly<{ started: 'here'; start: (options: NatsServerOptions) => Promise<RunningNatsServer> }>
  | Readonly<{ started: 'elsewhere'; url: string }>;

export const natsContractCases: readonly ContractCase[] = [
  ...connectCases,
  ...malformedCases,
  ...limitCases,
  ...subjectCases,
  ...subscriptionCases,
  ...queueGroupCases,
  ...headerCases,
  ...noResponderCases,
  ...authenticationCases,
  ...keepAliveCases,
  ...clientCases,
].toSorted((one, other) => one.number - other.number);

export type NotApplicable = Readonly<{ number: number; title: string; reason: string }>;

/** The cases that say nothing about this target, and why. */
export const natsCasesNotApplicable = (target: NatsContractTarget): readonly NotApplicable[] =>
  target.started === 'here'
    ? []
    : natsContractCases.flatMap(({ number, title, needs }) =>
        needs === undefined
          ? []
          : [{ number, title, reason: `needs a server started with ${Object.keys(needs).join(', ')}` }],
      );

const elsewhere = (url: string): RunningNatsServer => ({ url, stop: async () => {} });

const runOn = async (server: RunningNatsServer, { run }: ContractCase): Promise<void> => {
  const session = new ContractSession(server);
  try {
    await run(session);
  } finally {
    await session.end();
  }
};

/** Declares the tests of the contract, each named by the number of its case. */
export const describeNatsContract = (name: string, target: NatsContractTarget): void => {
  const start = async (options: NatsServerOptions): Promise<RunningNatsServer> =>
    target.started === 'here' ? target.start(options) : elsewhere(target.url);
  const left = new Set(natsCasesNotApplicable(target).map(({ number }) => number));

  describe(`the NATS contract on ${name}`, () => {
    let shared: RunningNatsServer;
    beforeAll(async () => {
      shared = await start({});
    });
    afterAll(() => shared.stop());

    for (const one of natsContractCases.filter(({ number }) => !left.has(number))) {
      it(`#${one.number} ${one.title}`, async () => {
        if (one.needs === undefined) return runOn(shared, one);
        const own = await start(one.needs);
        try {
          await runOn(own, one);
        } finally {
          await own.stop();
        }
      });
    }
  });
};
