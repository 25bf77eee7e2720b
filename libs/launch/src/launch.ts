/** The oldest Node that runs Credstream, as `engines` in package.json has it. */
export const oldestNode = '20.19.0';

const numbersOf = (version: string): number[] => version.replace('v', '').split('.').map(Number);

/** One line when this Node is too old; undefined when it is not. */
export const tooOld = (version: string): string | undefined => {
  const [major = 0, minor = 0] = numbersOf(version);
  const [neededMajor = 0, neededMinor = 0] = numbersOf(oldestNode);
  const fits = major > neededMajor || (major === neededMajor && minor >= neededMinor);
  return fits
    ? undefined
    : `Credstream needs Node ${oldestNode} or newer; this is Node ${version.replace('v', '')}.`;
};

export type Program = Readonly<{ run: () => Promise<void> }>;

/**
 * Loads a program and runs it. Its modules are not even read by a Node that is too old, which would call them wrong.
 * While they are loaded a signal ends the process at once: as process 1 of a container it would otherwise be lost. From
 * then on signals are the program's own: to exit in the middle of its work could wait for that work for ever.
 */
export const launch = async (load: () => Promise<Program>): Promise<void> => {
  const problem = tooOld(process.version);
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    process.exit(1);
  }
  const onTerminate = (): void => process.exit(143);
  const onInterrupt = (): void => process.exit(130);
  process.on('SIGTERM', onTerminate).on('SIGINT', onInterrupt);
  try {
    const { run } = await load();
    process.off('SIGTERM', onTerminate).off('SIGINT', onInterrupt);
    await run();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`);
    process.exit(1);
  }
};
