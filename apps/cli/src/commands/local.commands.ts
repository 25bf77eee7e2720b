import type { CommandDeclaration } from '../client/command.js';

/** Sign-in, and what helps with other programs. */
export const localCommands: readonly CommandDeclaration[] = [
  {
    name: 'login',
    summary: 'Sign in with a password, which is asked for or read; the session refreshes itself',
    example: 'credstream login --addr https://credstream.example.com --username grace',
    options: [
      { flags: '--username <name>', help: 'who signs in', required: true },
      { flags: '--password-stdin', help: 'read the password from standard input' },
      { flags: '--password-file <path>', help: 'read the password from a file' },
    ],
    makesProfile: true,
    load: () => import('./login.js'),
  },
  {
    name: 'logout',
    summary: 'End the session, here and at the server',
    example: 'credstream logout',
    load: () => import('./logout.js'),
  },
  {
    name: 'whoami',
    summary: 'Show who is signed in, with which roles and permissions',
    example: 'credstream whoami --field username',
    route: 'GET /api/v1/me',
  },
  {
    name: 'doctor',
    summary: 'Say what is reachable, what is not, and what to do; exit code 5 when something is wrong',
    example: 'credstream doctor',
    load: () => import('./doctor.js'),
  },
  {
    name: 'leaks scan',
    summary: "Find Credstream's own keys in files, offline; exit code 5 when there is one",
    example: 'git diff --cached | credstream leaks scan -',
    arguments: [{ name: '<path...>', help: 'files and folders; - for standard input' }],
    offline: true,
    load: () => import('./leaks-scan.js'),
  },
  {
    name: 'run',
    summary: "Start a program with a credential's values in its environment",
    example: 'credstream run --credential backup-bucket -- restic backup /srv',
    arguments: [{ name: '<command...>', help: 'the program and its arguments, behind --' }],
    options: [{ flags: '--credential <credential...>', help: 'id or name; may be repeated', required: true }],
    bare: true,
    load: () => import('./run-program.js'),
  },
  {
    name: 'git-credential',
    summary: 'Give git the login of a server: gitcredentials(7)',
    example: "git config --global credential.helper '!credstream git-credential'",
    arguments: [{ name: '<operation>', help: 'get; store and erase change nothing' }],
    options: [{ flags: '--credential <credential>', help: 'this one, whatever it is attached to' }],
    bare: true,
    load: () => import('./git-credential.js'),
  },
  {
    name: 'docker-credential',
    summary: 'Give docker, skopeo and helm the login of a registry; docker-credential-credstream runs it',
    example: 'echo registry.example.com | credstream docker-credential get',
    arguments: [
      {
        name: '<operation>',
        help: 'get and list; store and erase change nothing',
        choices: ['get', 'list', 'store', 'erase'],
      },
    ],
    bare: true,
    load: () => import('./docker-credential.js'),
  },
  {
    name: 'configure-docker',
    summary: 'Have docker ask Credstream for the logins of these registries, and of no others',
    example: 'credstream configure-docker registry.example.com',
    arguments: [{ name: '<registry...>', help: 'hosts, with their ports' }],
    offline: true,
    load: () => import('./configure-docker.js'),
  },
  {
    name: 'kubelet-credential-provider',
    summary: 'Give kubelet the login of a registry, in its exec form',
    example: 'credstream kubelet-credential-provider < request.json',
    bare: true,
    load: () => import('./kubelet-credential-provider.js'),
  },
  {
    name: 'completion',
    summary: 'Write the completions of a shell',
    example: 'source <(credstream completion bash)',
    arguments: [{ name: '<shell>', help: 'which one', choices: ['bash', 'zsh', 'fish'] }],
    offline: true,
    bare: true,
    load: () => import('./completion.js'),
  },
];
