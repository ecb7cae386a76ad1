import { BadRequestException, Body, Controller, Get, Param, Post } from '@portico/common';
import { GatewayClients } from '@portico/websockets';
import { NewsGateway } from './news.gateway.js';

@Controller('news')
export class NewsController {
  constructor(@GatewayClients(NewsGateway) private readonly clients: GatewayClients) {}

  /** Publishes a text to the clients that follow a topic. */
  @Post(':topic')
  async publish(@Param('topic') topic: string, @Body('text') text: unknown): Promise<{ readers: number }> {
    if (typeof text !== 'string' || text.trim() === '') throw new BadRequestException('News need a text');
    const readers = this.clients.to(topic);
    readers.emit('news', { topic, text });
    return { readers: (await readers.fetch()).length };
  }

  @Get(':topic/readers')
  async readers(@Param('topic') topic: string): Promise<{ readers: number }> {
    return { readers: (await this.clients.to(topic).fetch()).length };
  }
}
