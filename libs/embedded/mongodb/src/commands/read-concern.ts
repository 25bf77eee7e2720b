import { isDoc, type Doc } from '../bson/document.js';
import { CommandError, typeMismatch } from '../errors.js';

const always = new Set(['local', 'available', 'majority']);

/** One server alone has read what it has read. @throws CommandError for levels that need a replica set */
export const checkReadConcern = (command: Doc): void => {
  const concern = command['readConcern'];
  if (concern === undefined) return;
  if (!isDoc(concern))
    throw typeMismatch("BSON field 'readConcern' is the wrong type, expected type 'object'");
  const { level = 'local' } = concern;
  if (always.has(level as string)) return;
  if (level === 'linearizable' || level === 'snapshot') {
    throw new CommandError(
      'NotAReplicaSet',
      `node needs to be a replica set member to use readConcern ${level}`,
    );
  }
  throw new CommandError(
    'BadValue',
    `Enumeration value '${String(level)}' for field 'readConcern.level' is not a valid value.`,
  );
};
