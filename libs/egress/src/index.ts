export {
  AddressNotAllowed,
  checkLiteral,
  guardedLookup,
  isUnreachable,
  lookUpAllowed,
  mayReach,
} from './egress.js';
export { parseRanges } from './parse-ranges.js';
export { NameNotResolved } from './resolve-name.js';
