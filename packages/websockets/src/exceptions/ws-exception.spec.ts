import { describe, expect, it } from 'vitest';
import { isWsException, WsException } from './ws-exception.js';

describe('WsException', () => {
  it('has the given text as message', () => {
    const exception = new WsException('Invalid credentials.');
    expect(exception).toBeInstanceOf(Error);
    expect(exception.message).toBe('Invalid credentials.');
    expect(exception.getError()).toBe('Invalid credentials.');
  });

  it('has the message of a given object, or the words of its class name', () => {
    class RoomFullException extends WsException {}
    expect(new WsException({ message: 'own' }).message).toBe('own');
    expect(new WsException({ code: 1 }).message).toBe('Ws Exception');
    expect(new RoomFullException({ code: 1 }).message).toBe('Room Full Exception');
    expect(new WsException({ code: 1 }).getError()).toEqual({ code: 1 });
  });

  it('is recognized by its brand instead of its class', () => {
    expect(isWsException(new WsException('x'))).toBe(true);
    expect(isWsException({ [Symbol.for('portico.ws-exception')]: true })).toBe(true);
    expect(isWsException(new Error('x'))).toBe(false);
    expect(isWsException(null)).toBe(false);
  });
});
