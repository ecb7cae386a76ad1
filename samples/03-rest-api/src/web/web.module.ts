import {
  ClassSerializerInterceptor,
  type DynamicModule,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  StandardSchemaValidationPipe,
  ValidationPipe,
} from '@portico/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@portico/core';
import { API_KEY, ApiKeyGuard } from './api-key.guard.js';
import { InvalidInputException } from './invalid-input.exception.js';
import { ProblemFilter } from './problem.filter.js';
import { RequestIdMiddleware } from './request-id.middleware.js';

const validation = new ValidationPipe({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  stopAtFirstError: true,
  exceptionFactory: (errors) => InvalidInputException.of(errors),
});
const schemaValidation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => InvalidInputException.ofIssues(issues),
});

/** The parts that apply to all routes: the guard, validation, and the form of replies and errors. */
@Module({})
export class WebModule implements NestModule {
  static protectedBy(apiKey: string): DynamicModule {
    return {
      module: WebModule,
      providers: [
        { provide: API_KEY, useValue: apiKey },
        { provide: APP_GUARD, useClass: ApiKeyGuard },
        { provide: APP_PIPE, useValue: validation },
        { provide: APP_PIPE, useValue: schemaValidation },
        { provide: APP_INTERCEPTOR, useClass: ClassSerializerInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(RequestIdMiddleware).forRoutes('{*all}');
  }
}
