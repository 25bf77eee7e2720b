export const shell = {
  pages: {
    overview: 'Overview',
    credentials: 'Credentials',
    apiKeys: 'API keys',
    registries: 'Registries',
    audit: 'Audit',
    organization: 'Organization',
    users: 'Users',
    roles: 'Roles',
    accounts: 'Accounts and policies',
    webhooks: 'Webhooks',
    operations: 'Operations',
    profile: 'My profile',
  },
  navigation: 'Pages',
  signOut: 'Sign out',
  firstPassword: {
    title: 'Change the first password',
    text: 'You signed in with the password that was printed when Credstream was started first. Set one that only you know.',
    action: 'Change the password',
  },
} as const;

export const signIn = {
  title: 'Sign in',
  username: 'Username',
  password: 'Password',
  submit: 'Sign in',
  provider: 'Sign in at your organization',
  or: 'or',
  ended: {
    title: 'Your session has ended',
    text: 'Sign in again to go on. Nothing of what you have typed is lost.',
  },
  problems: {
    'auth.provider_refused': 'The sign-in at your organization was not completed. Try again.',
  } as Readonly<Record<string, string>>,
  problem: (code: string) => `The sign-in at your organization failed (${code}).`,
} as const;
