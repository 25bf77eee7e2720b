/** What a spreadsheet takes for a formula. A leading tab or line break is stripped by some before they look. */
const formula = /^[\s]*[=+\-@\t\r]/;

/** One field (RFC 4180). What would be a formula gets an apostrophe before it, and is text then. */
export const csvField = (text: string): string => {
  const safe = formula.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const csvLine = (fields: readonly string[]): string => `${fields.map(csvField).join(',')}\r\n`;
