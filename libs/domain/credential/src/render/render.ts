import { renderDockerConfig } from './docker-config.js';
import {
  renderAwsCredentials,
  renderEnvDocker,
  renderEnvShell,
  renderGitCredentials,
  renderHelm,
  renderNetrc,
  renderRegistriesYaml,
} from './files.js';
import { renderArgoCdRepository, renderFlux, renderKubernetesSecret } from './kubernetes.js';
import type { Renderable, Rendered } from './rendered.js';

/** The files that a credential can be written as. */
const formats = {
  'kubernetes-secret': renderKubernetesSecret,
  dockerconfigjson: (credential: Renderable) => renderDockerConfig([credential]),
  'env-shell': renderEnvShell,
  'env-docker': renderEnvDocker,
  'git-credentials': renderGitCredentials,
  netrc: renderNetrc,
  helm: renderHelm,
  'argocd-repository': renderArgoCdRepository,
  flux: renderFlux,
  'aws-credentials': renderAwsCredentials,
  'registries-yaml': renderRegistriesYaml,
} as const satisfies Readonly<Record<string, (credential: Renderable) => Rendered>>;

export type RenderFormat = keyof typeof formats;

export const renderFormats = Object.keys(formats) as readonly RenderFormat[];

/** @throws CredentialNotRenderable, with the values that stand against it */
export const render = (format: RenderFormat, credential: Renderable): Rendered => formats[format](credential);
