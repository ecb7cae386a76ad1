import { Controller, Get, Header } from '@portico/common';
import { GreeterGateway } from './greeter.gateway.js';

/** Returns the port of the gateway to the page. */
@Controller('gateway')
export class GatewayAddressController {
  constructor(private readonly greeter: GreeterGateway) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async address(): Promise<{ port: number }> {
    return { port: await this.greeter.port };
  }
}
