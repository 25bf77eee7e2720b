import type { CommandDeclaration, Typed } from './command.js';
import { contextOf } from './context.js';
import { offlineSettings, readClientSettings } from './env.js';
import { exitCodes, WrongUse } from './errors.js';
import { failureOf, failureText } from './failures.js';
import { type Format, formats } from './formats.js';
import type { Wanted } from './output.js';

const isFormat = (value: unknown): value is Format => formats.some((format) => format === value);

const wantedIn = ({ output, fields, field, quiet }: Typed['options']): Wanted => {
  if (field !== undefined && (fields !== undefined || output !== undefined)) {
    throw new WrongUse('--field prints one value as it is. Take it without -o and --fields.');
  }
  return {
    output: isFormat(output) ? output : 'table',
    ...(fields !== undefined && { fields: String(fields).split(',').filter(Boolean) }),
    ...(field !== undefined && { field: String(field) }),
    quiet: quiet === true,
  };
};

/** A reader that has seen enough, as `head`, is no error. */
const onBrokenPipe = (error: NodeJS.ErrnoException): void => {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  throw error;
};

const work = async (declaration: CommandDeclaration, typed: Typed): Promise<void> => {
  const { addr, profile, verbose } = typed.options as { addr?: string; profile?: string; verbose?: boolean };
  const flags = { ...(addr !== undefined && { addr }), ...(profile !== undefined && { profile }) };
  const own = 'load' in declaration ? declaration : undefined;
  const settings = own?.offline
    ? offlineSettings()
    : readClientSettings(flags, { mayBeNew: own?.makesProfile === true });
  const context = contextOf(settings, wantedIn(typed.options), { verbose: verbose === true });
  if ('load' in declaration) return (await declaration.load()).run(context, typed);
  const { runCall } = await import('./call-command.js');
  return runCall(declaration, context, typed);
};

/** Runs a command to its end; what it is refused is said in one sentence, and the exit code is set. */
export const runDeclared = async (declaration: CommandDeclaration, typed: Typed): Promise<void> => {
  process.stdout.on('error', onBrokenPipe);
  try {
    await work(declaration, typed);
  } catch (error) {
    const failure = failureOf(error);
    process.stderr.write(failureText(failure));
    process.exitCode = failure.exitCode;
  }
};
