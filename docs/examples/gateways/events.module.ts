import { Module } from '@portico/common';
import { EventsGateway } from './events.gateway.js';

// #region module
@Module({ providers: [EventsGateway] })
export class EventsModule {}
// #endregion
