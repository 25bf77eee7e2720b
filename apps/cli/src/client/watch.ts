import type { Context } from './context.js';
import type { Item } from './output.js';
import type { Sent } from './request.js';

/** What one look has found. Without `total` nobody knows the end; `dueAt` is when it begins, in RFC 3339. */
export type Seen =
  | Readonly<{ state: 'done'; answer: Item }>
  | Readonly<{ state: 'failed'; why: string }>
  | Readonly<{ state: 'going'; done?: number; total?: number; dueAt?: string }>;

/** Looks once; `begun` is what the command was answered. The context of the wait ends with it. */
export type Look = (begun: Item, context: Context) => Promise<Seen>;

/** Called before the command is sent: some changes are seen only by who knows what was there before. */
export type Watch = (context: Context, sent: Sent) => Look | Promise<Look>;
