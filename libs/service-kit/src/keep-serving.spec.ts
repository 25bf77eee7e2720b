import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { keepServing } from './keep-serving.js';
import { createLogger } from './logger.js';

describe('a fault that nobody has caught', () => {
  it('is logged with its cause, once when it comes again and again', () => {
    const lines: string[] = [];
    const process = new EventEmitter();
    keepServing(process, createLogger('test', 'error', { write: (line: string) => void lines.push(line) }));
    for (let time = 0; time < 100; time += 1) process.emit('uncaughtException', new Error('boom'));
    process.emit('unhandledRejection', 'no reason');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('boom');
  });
});
