export { append, remove } from './append.js';
export { batchAppend } from './batch-append.js';
export { Writer, WriterClosed, WriterStopping } from './writer.js';
export type { Writability, Write } from './writer.js';
