import { Module } from '@portico/common';
import { VisitorsGateway } from './visitors.gateway.js';

@Module({ providers: [VisitorsGateway] })
export class VisitorsModule {}
