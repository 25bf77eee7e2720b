export { append, remove } from './append.js';
export { batchAppend } from './batch-append.js';
export { MalformedRequest } from './write-requests.js';
export { Writer, WriterClosed } from './writer.js';
export type { Writability } from './writer.js';
