export const table = {
  any: 'any',
  more: 'Show more',
  nothingFound: 'Nothing fits the search and the filters.',
  clear: 'Remove the search and all filters',
  addFilter: 'Add a filter',
  removeFilter: (label: string) => `Remove the filter ${label}`,
  shown: (count: number, more: boolean) =>
    `${count} ${count === 1 ? 'row' : 'rows'}${more ? ', and there are more' : ''}`,
  select: (name: string) => `Select ${name}`,
  selectLoaded: 'Select all rows that are loaded',
  selectAll: 'Select all that fit',
  selected: (count: number) => `${count} selected`,
  unselect: 'Select none',
  exportAs: (format: string) => `Export as ${format}`,
  exportTitle: 'Export',
  exportAbout: (count: number) =>
    count === 0 ? 'All rows that fit the search and the filters' : `The ${count} selected`,
  exporting: (count: number) => `${count} rows read for the export`,
  bulk: {
    title: (action: string, count: number) => `${action}: ${count} selected`,
    more: (count: number) => `and ${count} more`,
    progress: (done: number, of: number) => `${done} of ${of}`,
    progressLabel: 'Progress',
    stop: 'Stop after those under way',
    report: (done: number, refused: number, left: number) =>
      [
        `${done} done`,
        ...(refused > 0 ? [`${refused} refused`] : []),
        ...(left > 0 ? [`${left} left as they were`] : []),
      ].join(', '),
    reportLabel: 'What happened to each',
    outcome: 'Outcome',
    outcomes: { done: 'done', refused: 'refused', left: 'not done' },
    saveReport: 'Save the report as CSV',
  },
} as const;
