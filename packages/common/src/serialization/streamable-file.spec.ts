import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Logger, StreamableFile, type StreamableHandlerResponse } from '../index.js';

afterEach(() => {
  Logger.overrideLogger(new Logger());
});

describe('StreamableFile', () => {
  it('streams a buffer with its length', async () => {
    const file = new StreamableFile(Buffer.from('abc'));
    expect(file.getHeaders()).toEqual({ type: 'application/octet-stream', disposition: undefined, length: 3 });
    expect(await text(file.getStream())).toBe('abc');
  });

  it('returns a stream and the options', () => {
    const source = Readable.from(['a']);
    const file = new StreamableFile(source, { type: 'text/plain', disposition: 'inline', length: 1 });
    expect(file.getStream()).toBe(source);
    expect(file.getHeaders()).toEqual({ type: 'text/plain', disposition: 'inline', length: 1 });
  });

  it('replies with 400 if the source fails, ends a started reply, and ignores a closed one', () => {
    const response = {
      destroyed: false,
      headersSent: false,
      statusCode: 200,
      send: vi.fn(),
      end: vi.fn(),
    } satisfies StreamableHandlerResponse;
    const { errorHandler } = new StreamableFile(Buffer.from(''));
    errorHandler(new Error('secret path'), response);
    expect(response.statusCode).toBe(400);
    expect(response.send).toHaveBeenCalledWith('Bad Request');
    errorHandler(new Error('x'), { ...response, headersSent: true });
    expect(response.end).toHaveBeenCalledOnce();
    errorHandler(new Error('x'), { ...response, destroyed: true });
    expect(response.send).toHaveBeenCalledOnce();
    expect(response.end).toHaveBeenCalledOnce();
  });

  it('accepts handlers of the application', () => {
    const handler = vi.fn();
    const logger = vi.fn();
    const file = new StreamableFile(Buffer.from('')).setErrorHandler(handler).setErrorLogger(logger);
    expect(file.errorHandler).toBe(handler);
    expect(file.errorLogger).toBe(logger);
  });

  it('logs by default', () => {
    const error = vi.fn();
    Logger.overrideLogger({ log: vi.fn(), warn: vi.fn(), error });
    const failure = new Error('x');
    new StreamableFile(Buffer.from('')).errorLogger(failure);
    expect(error).toHaveBeenCalledWith(failure, undefined, 'StreamableFile');
  });
});
