import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

const path = 'libs/sdk/src/api.ts';

const head = `// Written by \`npm run docs:references\` from docs/reference/openapi.json. Do not edit it.\n\n`;

/** Exports that say nothing. */
const nothing = /^export type (?:webhooks|\$defs) = Record<string, never>;\n/gm;

/** The types of the client library, by their path: what the OpenAPI document says, in TypeScript. */
export const sdkTypes = async (document) => {
  const types = astToString(await openapiTS(structuredClone(document)));
  const text = head + types.replace(nothing, '');
  return { [path]: await format(text, { ...(await resolveConfig(path)), filepath: path }) };
};
