import { aggregate, currentShapes, type Decider, type Event } from '@credstream/domain-kernel';

/** The life of the master keys of one key provider; the stream is `masterkey-<provider>`. */
export type MasterKeyEvent =
  | Event<'MasterKeyStarted', MasterKeyFacts>
  | Event<'MasterKeyEmptied', MasterKeyFacts>
  | Event<'MasterKeyDestroyed', MasterKeyFacts>;

type MasterKeyFacts = Readonly<{ provider: string; epoch: number; at: string }>;

const facts: Decider<object, never, MasterKeyEvent> = {
  initialState: () => ({}),
  evolve: (state) => state,
  decide: () => [],
};

/** What is to be done with master keys is decided where they are kept; here lies what was done. */
export const masterKeys = aggregate(
  'masterkey',
  facts,
  currentShapes<MasterKeyEvent>({ MasterKeyStarted: true, MasterKeyEmptied: true, MasterKeyDestroyed: true }),
);
