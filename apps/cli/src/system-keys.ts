import { provideKeys, type Provisioned, rotateKeys } from '@credstream/crypto';
import { keyPlan, pepperSecret, print } from '@credstream/service-kit';

const madeWords: Readonly<Record<Provisioned, string>> = {
  made: 'A folder of keys was made for each part',
  moved: 'The keys were moved from one folder into a folder for each part',
  extended: 'A folder of keys was made for each part that had none',
  present: 'Every part has its keys already',
};

/** `credstream system-keys create`. Throws `KeyFileRefused`. */
export const createSystemKeys = async (folder: string): Promise<void> => {
  const provisioned = await provideKeys(folder, keyPlan, 'may be new');
  await print(`${madeWords[provisioned]}: ${folder}\n`);
};

/** `credstream system-keys rotate`. Throws `KeyFileRefused`, `RotationRefused`. */
export const rotateSystemKeys = async (folder: string, what: 'signing' | 'pepper'): Promise<void> => {
  await rotateKeys(folder, keyPlan, what === 'signing' ? what : { secret: pepperSecret });
  const done = what === 'signing' ? 'The keys of every part were rotated' : 'The pepper was rotated';
  await print(`${done}. Processes that run use the new ones within two seconds.\n`);
};
