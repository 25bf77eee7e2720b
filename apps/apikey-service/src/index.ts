export { startApiKeyService } from './app.js';
export { ApiKeyEnvironment } from './env.js';
