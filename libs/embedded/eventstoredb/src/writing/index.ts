export { append, remove } from './append.js';
export { batchAppend } from './batch-append.js';
export { Writer, WriterClosed, WriterStopping } from './writer.js';
export type { Write } from './writer.js';
