import type { Doc } from '../bson/document.js';
import { CommandError } from '../errors.js';
import { docField } from './command.js';

const always = new Set(['local', 'available', 'majority']);

/** One server alone has read what it has read. @throws CommandError for levels that need a replica set */
export const checkReadConcern = (command: Doc): void => {
  const concern = docField(command, 'readConcern');
  if (concern === undefined) return;
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
