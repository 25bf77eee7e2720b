/** A part of a repository name between two slashes (the reference grammar of distribution). */
const part = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const repositoryName = new RegExp(`^${part}(?:/${part})*$`);

/** In characters, of a name and of a pattern. */
export const longestRepositoryName = 255;

/** The name of a repository: lower case, at most 255 characters, no host and no port. */
export const isRepositoryName = (text: string): boolean =>
  text.length <= longestRepositoryName && repositoryName.test(text);

/** The name of a repository in which each `*` stands for any characters, `/` among them. */
export const isRepositoryPattern = (text: string): boolean =>
  text.length <= longestRepositoryName && repositoryName.test(text.replace(/\*+/g, 'a'));

/** What is surprising about a pattern, for the person who writes it. */
export const patternWarning = (pattern: string): string | undefined => {
  const open = /^(.*[^/*])\*/.exec(pattern);
  if (!open) return undefined;
  const before = open[1] ?? '';
  return `${pattern} also matches names that go on after ${before}, such as ${before}x/app; for what is below ${before}, write ${before}/*`;
};
