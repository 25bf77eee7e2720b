import type { CheckReason } from './target.js';

/** Ends a check with issues; the message is for the person who asked. */
export class CheckFailed extends Error {
  constructor(
    readonly reason: CheckReason,
    message: string,
    /** Of the token host that nobody has confirmed. */
    readonly tokenHost?: string,
  ) {
    super(message);
    this.name = 'CheckFailed';
  }
}

/** Text of a stranger, fit for a message: one line, not long. */
export const quoted = (text: string): string => {
  const line = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
};

/** Undefined for text that is no URL. */
export const urlOf = (text: string, base?: URL): URL | undefined =>
  URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
