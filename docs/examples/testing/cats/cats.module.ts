import { Module } from '@portico/common';
import { CatsController } from './cats.controller.js';
import { CatsGateway } from './cats.gateway.js';
import { CatsRepository } from './cats.repository.js';
import { CatsService } from './cats.service.js';

@Module({
  controllers: [CatsController],
  providers: [CatsService, CatsRepository, CatsGateway],
})
export class CatsModule {}
