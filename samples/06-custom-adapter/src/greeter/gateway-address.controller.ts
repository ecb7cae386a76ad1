import { Controller, Get, Header } from '@portico/common';
import { GreeterGateway } from './greeter.gateway.js';

/** The page asks here on which port the gateway is. */
@Controller('gateway')
export class GatewayAddressController {
  constructor(private readonly greeter: GreeterGateway) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async address(): Promise<{ port: number }> {
    return { port: await this.greeter.port };
  }
}
