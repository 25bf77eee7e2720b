import 'reflect-metadata';
import { call, contract, Text } from '@credstream/contracts';
import { describe, expect, it } from '@jest/globals';
import { answering } from './answering.js';

class Ask {
  @Text() name!: string;
}

class Told {
  @Text() text!: string;
}

class Greetings {
  async greet(name: string): Promise<Told> {
    return { text: `Hello ${name}` };
  }

  async count(): Promise<{ count: number }> {
    return { count: 1 };
  }
}

const greetings = contract('greeting', 'Greetings', {
  greet: call(Ask, Told, 'anyone'),
  sayGoodbye: call(Ask, Told, 'system'),
});

describe('a table of answers', () => {
  it('answers every call of its contract, and health, by a handler of its own', () => {
    const Controller = answering(greetings, [Greetings], (parts) => ({
      greet: ({ name }) => parts.greet(name),
      sayGoodbye: async ({ name }, { correlationId }) => ({ text: `${correlationId}: bye, ${name}` }),
    }));
    const handlers = Object.getOwnPropertyNames(Controller.prototype);
    expect(handlers).toEqual(expect.arrayContaining(['health', 'greet', 'sayGoodbye']));
  });

  it('does not compile without a handler, with one too many, or with another reply', () => {
    const tables = [
      // @ts-expect-error `sayGoodbye` is missing.
      () => answering(greetings, [Greetings], (parts) => ({ greet: ({ name }) => parts.greet(name) })),
      () =>
        answering(greetings, [Greetings], (parts) => ({
          greet: ({ name }) => parts.greet(name),
          sayGoodbye: ({ name }) => parts.greet(name),
          // @ts-expect-error The contract has no such call.
          sayNothing: ({ name }) => parts.greet(name),
        })),
      () =>
        answering(greetings, [Greetings], (parts) => ({
          greet: ({ name }) => parts.greet(name),
          // @ts-expect-error It replies something else.
          sayGoodbye: () => parts.count(),
        })),
      () =>
        answering(greetings, [Greetings], (parts) => ({
          // @ts-expect-error The request has no such field.
          greet: ({ title }) => parts.greet(title),
          sayGoodbye: ({ name }) => parts.greet(name),
        })),
    ];
    expect(tables).toHaveLength(4);
  });
});
