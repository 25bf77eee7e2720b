import { start } from '../src/index.js';
import { describeNatsContract } from './contract.js';

describeNatsContract('the embedded server', {
  started: 'here',
  start: (options) => start({ port: 0, ...options }),
});
