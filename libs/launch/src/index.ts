export { launch, oldestNode, tooOld } from './launch.js';
