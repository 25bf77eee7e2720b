const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');

export const code = (text) => `\`${text}\``;

/** A table; rows are lists of cells. */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** A generated page: a title, and paragraphs. */
export const page = (title, ...paragraphs) =>
  [
    `# ${title}`,
    'Made from the code by `tools/generate-references.mjs`; change the code, not this page.',
    ...paragraphs,
  ]
    .join('\n\n')
    .concat('\n');
