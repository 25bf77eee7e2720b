export const table = {
  any: 'any',
  more: 'Show more',
  nothingFound: 'Nothing fits the search and the filters.',
  shown: (count: number, more: boolean) =>
    `${count} ${count === 1 ? 'row' : 'rows'}${more ? ', and there are more' : ''}`,
} as const;
