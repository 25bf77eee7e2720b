export { startCredentialService } from './app.js';
export { CredentialEnvironment } from './env.js';
