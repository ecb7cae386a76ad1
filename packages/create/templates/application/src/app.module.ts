import { Module } from '@portico/common';
import { GreetingController } from './greeting.controller.js';
import { GreetingGateway } from './greeting.gateway.js'; // with gateways
import { GreetingService } from './greeting.service.js';

@Module({
  controllers: [GreetingController],
  providers: [
    GreetingService,
    GreetingGateway, // with gateways
  ],
})
export class AppModule {}
