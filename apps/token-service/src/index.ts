export { startTokenService } from './app.js';
export { TokenEnvironment } from './env.js';
