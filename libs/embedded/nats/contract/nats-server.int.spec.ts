import { startNatsServer } from '../test/nats-server.js';
import { describeNatsContract } from './contract.js';

const url = process.env['NATS_URL'];

if (url === undefined)
  describeNatsContract("Debian's nats-server", { started: 'here', start: startNatsServer });
else describeNatsContract(url, { started: 'elsewhere', url });
