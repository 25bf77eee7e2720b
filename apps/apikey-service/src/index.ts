export { startApiKeyService } from './app.js';
