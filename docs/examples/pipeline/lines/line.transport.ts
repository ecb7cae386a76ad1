import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Logger } from '@portico/common';
import { MetadataScanner, Reflector } from '@portico/core';
import type { CompiledHandler, ProviderRecord, Transport, TransportHost } from '@portico/core/transports';
import { Command } from './command.js';
import { lineProfile } from './line.profile.js';

export class LineTransport implements Transport {
  private readonly commands = new Map<string, CompiledHandler>();
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => this.serve(socket));

  constructor(private readonly host: TransportHost) {}

  async bind(providers: readonly ProviderRecord<object>[]): Promise<void> {
    for (const provider of providers) this.compile(provider);
    this.server.listen(process.env.PORT ?? 4000);
    await once(this.server, 'listening');
    const { port } = this.server.address() as AddressInfo;
    new Logger('Lines').log(`Listening on tcp://localhost:${port}`);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.end();
    await new Promise((closed) => this.server.close(closed));
  }

  private compile(provider: ProviderRecord<object>): void {
    const { prototype } = provider.metatype as Function;
    for (const name of new MetadataScanner().getAllMethodNames(prototype)) {
      const command = new Reflector().get(Command, prototype[name]);
      if (!command) continue;
      const handler = this.host.compile(lineProfile, provider, name, {
        global: true,
        send: (result, socket) => (socket as Socket).write(`${result}\n`),
      });
      this.commands.set(command, handler);
    }
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket.on('close', () => this.sockets.delete(socket)));
    createInterface(socket).on('line', (line) => {
      const [command = '', ...words] = line.split(' ');
      const handler = this.commands.get(command);
      if (handler) handler.invoke(socket, words);
      else socket.write(`! nobody knows ${command}\n`);
    });
  }
}
