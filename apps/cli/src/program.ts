import { CommanderError } from 'commander';
import { buildProgram, type Run } from './client/build-program.js';

const helpWasAsked: ReadonlySet<string> = new Set(['commander.helpDisplayed', 'commander.version']);

/** What a command needs is loaded once it is known which command it is: `--version` waits for none of it. */
const runCommand: Run = async (declaration, typed) => {
  const { runDeclared } = await import('./client/run-declared.js');
  await runDeclared(declaration, typed);
};

/** Runs the command that these words are. */
export const runWords = async (words: readonly string[]): Promise<void> => {
  try {
    await buildProgram(runCommand).parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = helpWasAsked.has(error.code) ? 0 : 2;
  }
};

export const run = (): Promise<void> => runWords(process.argv.slice(2));
