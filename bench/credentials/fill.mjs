import { randomBytes, randomUUID } from 'node:crypto';
import { fillLog } from '../kit/fill-log.mjs';

const types = ['registry', 'git', 'username-password', 'token'];

/**
 * Records `count` credentials. Their ciphertexts and data keys are left out: no view reads them, and the secrets that
 * are read were made by the service.
 */
export const fill = (dataDir, count) =>
  fillLog(dataDir, count, 'CredentialCreated', (data, number) => {
    const credentialId = randomBytes(8).toString('hex');
    const named = { credentialId, name: `credential ${number}`, type: types[number % types.length] };
    return { stream: `credential-${credentialId}`, data: { ...data, ...named, secretId: randomUUID() } };
  });
