import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sourceFolders = ['apps', 'libs', 'e2e', 'tools', 'bench', 'examples', 'docs', 'infra'];
const built = new Set(['node_modules', 'dist', 'coverage', '.nx', '.credstream']);

/** The files kept in the repository whose path ends as given (`.spec.ts`), relative to its root. */
export const workspaceFiles = (ending: string): readonly string[] =>
  sourceFolders.filter((folder) => existsSync(folder)).flatMap((folder) => filesBelow(folder, ending));

const filesBelow = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return built.has(entry.name) ? [] : filesBelow(path, ending);
    return path.endsWith(ending) ? [path] : [];
  });

export type Project = Readonly<{ folder: string; name: string; tags: readonly string[] }>;

/** Every Nx project, by its `project.json`. */
export const projects = (): readonly Project[] =>
  workspaceFiles('/project.json').map((path) => {
    const { name, tags } = JSON.parse(readFileSync(path, 'utf8')) as Omit<Project, 'folder'>;
    return { folder: path.slice(0, -'/project.json'.length), name, tags };
  });
