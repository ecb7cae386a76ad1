import { Controller, Get } from '@portico/common';

/** Tells the page which library to use. */
@Controller()
export class PlatformController {
  @Get('platform.json')
  platform(): { ws: string } {
    return { ws: process.env.WS || 'socket.io' };
  }
}
