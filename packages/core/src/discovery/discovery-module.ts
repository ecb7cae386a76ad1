import { Module } from '@portico/common';
import { MetadataScanner } from '../scanning/metadata-scanner.js';
import { DiscoveryService } from './discovery-service.js';

/** Import it to inject `DiscoveryService` and `MetadataScanner`. */
@Module({ providers: [DiscoveryService, MetadataScanner], exports: [DiscoveryService, MetadataScanner] })
export class DiscoveryModule {}
