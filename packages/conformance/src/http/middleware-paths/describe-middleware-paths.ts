import { type MiddlewareConsumer, Module, type NestModule, type Type } from '@portico/common';
import { launchForTest, type Running } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { describeChosenVersions } from './chosen-versions.js';
import { describeEmptySegments } from './empty-segments.js';
import { describePrefixes } from './prefixes.js';
import { type Configure, type Consume } from './recorder.js';
import { describeUriVersions } from './uri-versions.js';

/** Middleware and routes must agree about paths: a request that reaches a route also reaches the middleware that guards it. */
export function describeMiddlewarePaths(platform: HttpPlatform): void {
  const start = (controllers: Type[], consume: Consume, configure: Configure): Promise<Running> => {
    @Module({ controllers })
    class Root implements NestModule {
      configure(consumer: MiddlewareConsumer): void {
        consume(consumer);
      }
    }
    return launchForTest(platform, { module: Root, configure });
  };
  describePrefixes(start);
  describeEmptySegments(start);
  describeUriVersions(start);
  describeChosenVersions(start);
}
