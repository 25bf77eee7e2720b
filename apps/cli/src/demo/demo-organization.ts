/** What the demo organization is made of. Names only: every secret of it is drawn at random when it is made. */
export type DemoUser = Readonly<{
  username: string;
  role: 'viewer' | 'developer' | 'admin' | 'auditor';
  scope: string;
}>;

/** Who makes everything else. */
export const maker = 'mira';

export const departments = ['default/platform', 'default/research'] as const;

export const projects = [
  'default/platform/payments',
  'default/research/genome',
  'default/research/imaging',
] as const;

export const users: readonly DemoUser[] = [
  { username: maker, role: 'admin', scope: 'default' },
  { username: 'lin', role: 'developer', scope: 'default/platform/payments' },
  { username: 'tom', role: 'developer', scope: 'default/research/genome' },
  { username: 'ada', role: 'developer', scope: 'default/research/imaging' },
  { username: 'vera', role: 'viewer', scope: 'default/research' },
  { username: 'otto', role: 'auditor', scope: 'default' },
  { username: 'leo', role: 'developer', scope: 'default/platform/payments' },
];

/** Who has left, with keys that were theirs. */
export const leaver = 'leo';

export type DemoCredential = Readonly<{
  name: string;
  scope: string;
  type: 'registry' | 'git' | 'token' | 'generic';
  provider?: string;
  environment?: string;
  /** After so many days its secret ends. */
  days?: number;
  usedBy?: Readonly<{ kind: string; name: string }>;
}>;

type OfEach = Omit<DemoCredential, 'scope'>;

const ofEachProject: readonly OfEach[] = [
  {
    ...{ name: 'harbor-pull', type: 'registry', provider: 'harbor', environment: 'production' },
    usedBy: { kind: 'oci-registry', name: 'registry.example.com' },
  },
  { name: 'harbor-push', type: 'registry', provider: 'harbor', environment: 'ci' },
  {
    ...{ name: 'charts', type: 'registry', provider: 'artifactory', environment: 'production' },
    usedBy: { kind: 'helm-registry', name: 'charts.example.com' },
  },
  {
    ...{ name: 'source-read', type: 'git', environment: 'ci' },
    usedBy: { kind: 'git-repository', name: 'git.example.com' },
  },
  { name: 'source-mirror', type: 'git' },
  { name: 'database', type: 'generic', environment: 'production', usedBy: { kind: 'workload', name: 'api' } },
  { name: 'database-staging', type: 'generic', environment: 'staging' },
  { name: 'queue', type: 'generic', environment: 'production', usedBy: { kind: 'workload', name: 'worker' } },
  { name: 'mail-relay', type: 'generic' },
  { name: 'pager', type: 'token' },
  { name: 'error-reports', type: 'token', environment: 'production' },
  { name: 'feature-switches', type: 'token', environment: 'staging' },
  { name: 'object-store', type: 'generic', environment: 'production' },
];

/** The greatest number of days after which a key or a secret ends. */
const longestDays = 90;

/** Forty: thirteen of each project, and one that all of them share. Every third ends within ninety days. */
export const credentials: readonly DemoCredential[] = [
  ...projects.flatMap((scope, ofProject) =>
    ofEachProject.map((credential, index) => ({
      ...credential,
      scope,
      ...(index % 3 === ofProject && { days: 5 + ((index * 19) % (longestDays - 5)) }),
    })),
  ),
  { name: 'build-cache', type: 'registry', provider: 'harbor', scope: 'default', environment: 'ci' },
];

export type DemoKey = Readonly<{ name: string; owner: string; days: number }>;

const programs = [
  ...['api', 'worker', 'scheduler', 'importer', 'exporter'],
  ...['reports', 'search', 'gateway', 'mailer', 'backup'],
];
const places = ['production', 'staging', 'ci', 'laptop'] as const;
const owners = [maker, 'lin', 'tom', 'ada', leaver] as const;

/** Two hundred: forty of each owner, which end day by day over the next ninety days. */
export const keys: readonly DemoKey[] = owners.flatMap((owner, ofOwner) =>
  programs.flatMap((program, ofProgram) =>
    places.map((place, ofPlace) => ({
      name: `${program}-${place}`,
      owner,
      days: 1 + ((ofOwner * 17 + ofProgram * places.length * 2 + ofPlace * 7) % longestDays),
    })),
  ),
);

export const registryTokens = [
  { name: 'pipeline', pattern: 'payments/*', actions: ['pull', 'push'] },
  { name: 'cluster-east', pattern: 'payments/*', actions: ['pull'] },
  { name: 'cluster-west', pattern: 'payments/*', actions: ['pull'] },
  { name: 'genome-jobs', pattern: 'genome/*', actions: ['pull'] },
  { name: 'imaging-jobs', pattern: 'imaging/*', actions: ['pull'] },
  { name: 'scanner', pattern: '*', actions: ['pull'] },
] as const;
