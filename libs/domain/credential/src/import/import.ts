import { readDockerConfig } from './docker-config.js';
import { type ImportedEntry, maxImported, refuseImport } from './imported.js';
import { readKubernetes } from './kubernetes.js';
import { readEnvFile, readGitCredentials } from './lines.js';

/** The files that credentials can be brought in from. */
export const importFormats = ['kubernetes', 'dockerconfigjson', 'git-credentials', 'env'] as const;
export type ImportFormat = (typeof importFormats)[number];

const read = (format: ImportFormat, data: string, name: string | undefined): readonly ImportedEntry[] => {
  switch (format) {
    case 'kubernetes':
      return readKubernetes(data);
    case 'dockerconfigjson':
      return readDockerConfig(data);
    case 'git-credentials':
      return readGitCredentials(data);
    case 'env':
      return name === undefined
        ? refuseImport('an env file needs a name for its credential')
        : readEnvFile(data, name);
  }
};

/** What a file holds, entry by entry. Throws `CredentialImportInvalid` for what is no such file. */
export const readImport = (
  format: ImportFormat,
  data: string,
  name: string | undefined,
): readonly ImportedEntry[] => {
  const entries = read(format, data, name);
  if (entries.length === 0) return refuseImport('data holds no credential');
  if (entries.length > maxImported) return refuseImport(`data holds more than ${maxImported} credentials`);
  return entries;
};
