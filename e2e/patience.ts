import { jest } from '@jest/globals';

// A start, a build, a hundred hashed passwords: on a machine that is busy with other things each takes its time.
jest.setTimeout(300_000);
