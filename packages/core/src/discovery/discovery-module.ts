import { Module } from '@portico/common';
import { DiscoveryService } from './discovery-service.js';
import { MetadataScanner } from './metadata-scanner.js';

/** Import it to inject `DiscoveryService` and `MetadataScanner`. */
@Module({ providers: [DiscoveryService, MetadataScanner], exports: [DiscoveryService, MetadataScanner] })
export class DiscoveryModule {}
