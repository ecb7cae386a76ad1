import type { Server as HttpServer } from 'node:http';
import type { WebSocketAdapter } from '@portico/common';
import type { MessageMappingProperties } from '@portico/websockets';
import type { Observable } from 'rxjs';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';
import type { Adapter } from '../case.js';
import type { Builder } from './builder.js';

type Process = (data: unknown) => Observable<unknown>;

/** An adapter with the five documented methods and nothing else. */
export function makeDocumentedAdapter(
  builder: Builder,
  library: Adapter['library'],
  httpServer: HttpServer,
): WebSocketAdapter {
  return library === 'ws' ? onWs(builder, httpServer) : onSocketIo(httpServer);
}

function onWs({ kit }: Builder, httpServer: HttpServer): WebSocketAdapter {
  const { EMPTY, fromEvent, filter, mergeMap } = kit.rxjs;
  return {
    create: (port: number, { path }: { path?: string } = {}) =>
      new WebSocketServer({ path, ...(port === 0 ? { server: httpServer } : { port }) }),
    bindClientConnect: (server: any, callback: Function) => server.on('connection', callback),
    bindClientDisconnect: (client: any, callback: Function) => client.on('close', callback),
    bindMessageHandlers(client: any, handlers: MessageMappingProperties[], process: Process) {
      fromEvent(client, 'message')
        .pipe(
          mergeMap((frame) => {
            const { event, data } = JSON.parse(String((frame as { data: unknown }).data));
            const handler = handlers.find(({ message }) => message === event);
            return handler ? process(handler.callback(data)) : EMPTY;
          }),
          filter((result) => Boolean(result)),
        )
        .subscribe((response) => {
          if (client.readyState === 1) client.send(JSON.stringify(response));
        });
    },
    close: (server: any) =>
      new Promise<void>((resolve) => {
        for (const client of server.clients) client.close(1001);
        server.close(() => resolve());
      }),
  } as WebSocketAdapter;
}

function onSocketIo(httpServer: HttpServer): WebSocketAdapter {
  return {
    create(port: number, options: { server?: any; namespace?: string; path?: string } = {}) {
      const { server: given, namespace, path } = options;
      const server = given ?? new Server(port === 0 ? httpServer : (port as never), path ? { path } : {});
      return namespace ? server.of(namespace) : server;
    },
    bindClientConnect: (server: any, callback: Function) => server.on('connection', callback),
    bindClientDisconnect: (client: any, callback: Function) => client.on('disconnect', callback),
    bindMessageHandlers(client: any, handlers: MessageMappingProperties[], process: Process) {
      for (const { message, callback, isAckHandledManually } of handlers) {
        client.on(message, (data: unknown, ack?: Function) => {
          process(callback(data, ack as never)).subscribe((response: any) => {
            if (response === undefined || response === null) return;
            if (response.event) client.emit(response.event, response.data);
            else if (!isAckHandledManually && typeof ack === 'function') ack(response);
          });
        });
      }
    },
    // A namespace closes with its server.
    close: (server: any) => server.close?.(),
  } as WebSocketAdapter;
}
