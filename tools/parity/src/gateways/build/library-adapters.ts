import type { WebSocketAdapter } from '@portico/common';
import type { AdapterVariant } from '../case.js';
import type { Builder } from './builder.js';

/** Variants that work with what only one library has. */

export function wsVariant({ kit }: Builder, variant: AdapterVariant, host: object): WebSocketAdapter {
  const { WsAdapter } = kit.ws;
  switch (variant) {
    case 'own-handlers':
      return new (class extends WsAdapter {
        override bindMessageHandlers(client: any, handlers: any[], transform: any): any {
          client.on('message', (text: Buffer) => {
            const { event, data } = JSON.parse(text.toString());
            const handler = handlers.find(({ message }) => message === event);
            if (!handler) return;
            transform(handler.callback(data, undefined)).subscribe((value: unknown) => {
              if (client.readyState === 1) client.send(JSON.stringify({ own: value }));
            });
          });
        }
      })(host);
    case 'own-parser':
      return new WsAdapter(host, {
        messageParser: (data: unknown) => {
          const [event, payload] = JSON.parse(String(data));
          return { event, data: payload };
        },
      } as never);
    default:
      return new WsAdapter(host);
  }
}

export function ioVariant({ kit }: Builder, variant: AdapterVariant, host: object): WebSocketAdapter {
  const { IoAdapter } = kit.socketIo;
  switch (variant) {
    case 'own-handlers':
      return new (class extends IoAdapter {
        override bindMessageHandlers(client: any, handlers: any[], transform: any): any {
          for (const { message, callback } of handlers) {
            client.on(message, (data: unknown, ack: unknown) =>
              transform(callback(data, ack)).subscribe((value: unknown) => client.emit('own', value)),
            );
          }
        }
      })(host);
    case 'own-parser':
      return new (class extends IoAdapter {
        override mapPayload(payload: unknown): { data: any; ack?: Function } {
          const { data, ack } = super.mapPayload(payload);
          return { data: { mapped: data }, ack };
        }
      })(host);
    default:
      return new IoAdapter(host);
  }
}
