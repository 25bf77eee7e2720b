const longestName = 255;

const hostPart = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const component = '[a-z0-9]+(?:(?:[.]|__?|-+)[a-z0-9]+)*';
const repositoryName = new RegExp(
  `^(?:${hostPart}(?:[.]${hostPart})*:[0-9]{1,5}/)?${component}(?:/${component})*$`,
);

/**
 * Can a repository have this name? Lower-case components as in the reference grammar of the distribution project, joined
 * with `/`, at most 255 characters. A host with a port may stand in front.
 */
export const isRepositoryName = (name: string): boolean =>
  name.length <= longestName && repositoryName.test(name);
