export { bigVarintField, messageField, textField, varintField } from './encode.js';
export { readMapEntry, readStreamName } from './shared-messages.js';
export {
  fieldSize,
  MalformedMessage,
  varintSize,
  WireReader,
  writeHeader,
  writeVarint,
  writeVarintField,
} from './wire.js';
