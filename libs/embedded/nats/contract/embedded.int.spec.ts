import { start } from '@credstream/embedded-nats';
import { describeNatsContract } from './contract.js';

describeNatsContract('the embedded server', {
  started: 'here',
  start: (options) => start({ port: 0, ...options }),
});
