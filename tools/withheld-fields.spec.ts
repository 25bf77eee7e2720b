import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

type Declared = Readonly<{
  type: string;
  names: readonly string[];
  withheld: readonly string[];
  shown: readonly string[];
}>;
const script = './references/events.mjs';
const { streamsOf } = (await import(script)) as {
  streamsOf: (modules: object) => readonly Readonly<{ category: string; events: readonly Declared[] }>[];
};
const modules: Record<string, object> = {};
// One after the other: Jest loses a module that two imports want at the same time.
for (const name of readdirSync('libs/domain')) {
  modules[name] = (await import(`@credstream/domain-${name}`)) as object;
}
const events = streamsOf(modules).flatMap((stream) => stream.events);

/** What a field is called that holds a secret, or from which one can be guessed. */
const looksSecret = /hash|secret|cipher|wrapped|password|private|sealed|nonce/i;

/** Fields that are called so: an account's policy, ids made of a part of a hash, and that a credential is its owner's alone. */
const noSecrets = ['cliSecretIdleDays', 'secrets', 'secretId', 'private'];

describe('the fields of stored events', () => {
  it.each(events)(
    'of $type that look like secrets are withheld, or it is said why they are shown',
    (event) => {
      const open = event.names.filter((name) => looksSecret.test(name) && !noSecrets.includes(name));
      expect([...event.withheld, ...event.shown]).toEqual(expect.arrayContaining(open));
    },
  );

  it('are looked at at every depth, and of every aggregate', () => {
    const named = (type: string) => events.find((event) => event.type === type)?.names;
    expect(named('UsageRecorded')).toEqual(expect.arrayContaining(['keys', 'secrets', 'secretId']));
    expect(named('ApiKeyCreated')).toEqual(expect.arrayContaining(['secretHash', 'rateLimit', 'perSeconds']));
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['ApiKeyCreated', 'UserCreated', 'SessionStarted', 'FirstPasswordMade']),
    );
  });

  it('that are withheld are those of the declaration', () => {
    const withheldBy = (type: string) => events.find((event) => event.type === type)?.withheld;
    expect(withheldBy('ApiKeyCreated')).toEqual(['secretHash']);
    expect(withheldBy('UserPasswordChanged')).toEqual(['passwordHash']);
    expect(withheldBy('ApiKeyRevoked')).toEqual([]);
  });
});
