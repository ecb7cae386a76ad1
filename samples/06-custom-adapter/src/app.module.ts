import { Module } from '@portico/common';
import { GatewayAddressController } from './greeter/gateway-address.controller.js';
import { GreeterGateway } from './greeter/greeter.gateway.js';

@Module({ controllers: [GatewayAddressController], providers: [GreeterGateway] })
export class AppModule {}
