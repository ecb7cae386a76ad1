import { Ack, SubscribeMessage, WebSocketGateway, WsException } from '@portico/websockets';
import { throwError } from 'rxjs';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { IoAdapter } from '../index.js';
import { startApplication } from '../test-application.fixture.js';

@WebSocketGateway()
class FailingGateway {
  @SubscribeMessage('works')
  works() {
    return 'done';
  }

  @SubscribeMessage('refuse')
  refuse() {
    throw new WsException('refused');
  }

  @SubscribeMessage('later')
  async later() {
    throw new WsException({ code: 42 });
  }

  @SubscribeMessage('stream')
  stream() {
    return throwError(() => new WsException('broken'));
  }

  @SubscribeMessage('crash')
  crash() {
    throw new Error('a secret of the server');
  }

  @SubscribeMessage('by hand')
  byHand(@Ack() ack: (value: unknown) => void) {
    ack('acknowledged');
    throw new WsException('too late');
  }
}

async function connect(acknowledgeErrors?: boolean) {
  const { port } = await startApplication(
    [FailingGateway],
    (app) => new IoAdapter(app, acknowledgeErrors === undefined ? {} : { acknowledgeErrors }),
  );
  const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
  onTestFinished(() => {
    socket.close();
  });
  const exceptions: unknown[] = [];
  socket.on('exception', (payload) => exceptions.push(payload));
  const ask = (event: string, data?: unknown) => socket.timeout(3_000).emitWithAck(event, data);
  return { ask, exceptions, socket };
}

it('sends errors once in the acknowledgement', async () => {
  const { ask, exceptions } = await connect(true);
  expect(await ask('works')).toBe('done');
  expect(await ask('refuse', 'data')).toEqual({
    status: 'error',
    message: 'refused',
    cause: { pattern: 'refuse', data: 'data' },
  });
  expect(await ask('later')).toEqual({ code: 42 });
  expect(await ask('stream')).toMatchObject({ message: 'broken' });
  const crash = await ask('crash');
  expect(crash).toMatchObject({ status: 'error', message: 'Internal server error' });
  expect(JSON.stringify(crash)).not.toContain('secret');
  expect(exceptions).toEqual([]);
  expect(await ask('by hand')).toBe('acknowledged');
  await ask('works');
  expect(exceptions).toMatchObject([{ message: 'too late' }]);
});

it('sends the exception event to a client that did not request an acknowledgement', async () => {
  const { ask, exceptions, socket } = await connect(true);
  socket.emit('refuse');
  await ask('works');
  expect(exceptions).toMatchObject([{ message: 'refused' }]);
});

it('sends the exception event by default', async () => {
  const { ask, exceptions, socket } = await connect();
  socket.emit('refuse', (payload: unknown) => exceptions.push(['acknowledged', payload]));
  await ask('works');
  expect(exceptions).toMatchObject([{ message: 'refused' }]);
});
