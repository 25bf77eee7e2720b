import { type Doc, isDoc } from '../bson/document.js';
import { isNumeric } from '../bson/numeric.js';
import { badValue, CommandError } from '../errors.js';
import { adminOnly } from './collections.js';
import type { Command } from './command.js';

const constants: Doc = {
  featureCompatibilityVersion: { version: '7.0' },
  ttlMonitorEnabled: true,
};

const none = (): CommandError => new CommandError('InvalidOptions', 'no option found to get');

export const getParameter: Command = (command) => {
  adminOnly(command);
  const wanted = command['getParameter'];
  if (wanted === '*' || (isDoc(wanted) && wanted['allParameters'] === true)) return { ...constants };
  const found = Object.entries(constants).filter(([name]) => name in command);
  if (found.length === 0) throw none();
  return Object.fromEntries(found);
};

/** Knows `ttlMonitorSleepSecs` alone. */
export const setParameter: Command = (command, { setTtlInterval }) => {
  adminOnly(command);
  const seconds = command['ttlMonitorSleepSecs'];
  if (seconds === undefined)
    throw new CommandError('InvalidOptions', 'no option found to set, use help:true to see options');
  if (!isNumeric(seconds) || !(Number(seconds) >= 1 && Number(seconds) <= 86_400)) {
    throw badValue(
      `Invalid value for parameter ttlMonitorSleepSecs: ${String(seconds)} is not within 1 and 86400`,
    );
  }
  setTtlInterval(Number(seconds));
  return {};
};
