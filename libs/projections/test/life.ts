import { type Db, MongoNetworkError } from 'mongodb';

/** What a dead projector meets. */
export class Killed extends MongoNetworkError {}

/** `object`, with some of its methods replaced. */
const having = <T extends object>(object: T, replaced: Partial<T>): T =>
  new Proxy(object, {
    get: (target, name) => {
      if (Object.hasOwn(replaced, name)) return replaced[name as keyof T];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

/**
 * The database of one projector's life. Killed while it writes documents, it has written half of them; killed
 * while it writes the checkpoint, it has not. A dead projector writes nothing more.
 */
export const lifeOf = (db: Db, isKilledNow: () => boolean) => {
  const life = { dead: false };
  const dies = (): boolean => {
    life.dead ||= isKilledNow();
    return life.dead;
  };
  const collection = (name: string) => {
    const real = db.collection(name);
    return having(real, {
      bulkWrite: async (operations, options) => {
        if (life.dead) throw new Killed('dead', {});
        if (!dies()) return real.bulkWrite(operations, options);
        const half = operations.slice(0, Math.floor(operations.length / 2));
        if (half.length > 0) await real.bulkWrite(half, options);
        throw new Killed('killed while writing', {});
      },
      updateOne: async (...update) => {
        if (name === 'projections' && dies()) throw new Killed('killed before the checkpoint', {});
        return real.updateOne(...update);
      },
    });
  };
  return { db: having(db, { collection: collection as Db['collection'] }), life };
};
