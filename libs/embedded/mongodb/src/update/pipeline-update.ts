import { copy, isDoc, type Doc } from '../bson/document.js';
import type { Variables } from '../aggregate/expression.js';
import { runPipeline } from '../aggregate/pipeline.js';
import { CommandError } from '../errors.js';

const allowed = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

/** Compiles an update given as an aggregation pipeline. */
export const compileUpdatePipeline = (
  stages: readonly unknown[],
  variables: Variables,
): ((doc: Doc) => Doc) => {
  for (const stage of stages) {
    const name = isDoc(stage) ? Object.keys(stage)[0] : undefined;
    if (name === undefined || !allowed.has(name)) {
      throw new CommandError('InvalidOptions', `${String(name)} is not allowed to be used within an update`);
    }
  }
  return (doc) => {
    const [result] = runPipeline([copy(doc)], stages as Doc[], { variables, collection: () => [] });
    const next = '_id' in doc && !('_id' in result!) ? { _id: doc['_id'], ...result } : result!;
    return next;
  };
};
