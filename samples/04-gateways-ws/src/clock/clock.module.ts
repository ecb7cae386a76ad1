import { Module } from '@portico/common';
import { ClockGateway } from './clock.gateway.js';

@Module({ providers: [ClockGateway] })
export class ClockModule {}
