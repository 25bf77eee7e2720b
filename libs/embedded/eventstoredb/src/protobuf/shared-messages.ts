import type { WireReader } from './wire.js';

/** The stream name in a `StreamIdentifier`. */
export const readStreamName = (reader: WireReader): string => {
  let name = '';
  while (reader.next()) {
    if (reader.field === 3) name = reader.text();
    else reader.skip();
  }
  return name;
};

/** An entry of a `map<string, string>`. */
export const readMapEntry = (reader: WireReader): Readonly<{ key: string; value: string }> => {
  let key = '';
  let value = '';
  while (reader.next()) {
    if (reader.field === 1) key = reader.text();
    else if (reader.field === 2) value = reader.text();
    else reader.skip();
  }
  return { key, value };
};
