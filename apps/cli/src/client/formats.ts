/** Forms of the output. */
export const formats = ['table', 'json', 'yaml', 'name'] as const;
export type Format = (typeof formats)[number];
