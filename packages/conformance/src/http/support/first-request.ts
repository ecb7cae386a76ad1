import { Controller, Get } from '@portico/common';
import { beforeAll } from 'vitest';
import { runAndClose } from '../../support/run-and-close.js';
import { launch } from './application.js';
import { NoReplyError } from './client.js';
import type { HttpPlatform } from './platform.js';
import { checkShadowedMembers } from './shadowed-members.js';

/**
 * Fails a suite before its tests if a field of the adapter hides a method, if the platform does not reply to the simplest
 * request, or if its application does not close.
 * Otherwise, each test would fail for the same reason.
 */
export function checkFirstRequest({ name, ...platform }: HttpPlatform): void {
  beforeAll(async () => {
    checkShadowedMembers(platform.createAdapter());
    let isHandled = false;
    @Controller()
    class FirstController {
      @Get('first-request') answer() {
        isHandled = true;
        return 'answered';
      }
    }
    const running = await launch({ name, ...platform }, { controllers: [FirstController] });
    const check = async (): Promise<void> => {
      const reply = await running.get('/first-request').catch((error: unknown) => {
        if (error instanceof NoReplyError) throw new Error(noReply(name, error, isHandled), { cause: error });
        throw error;
      });
      if (reply.status === 404) throw new Error(notFound(name));
      if (reply.status >= 500) {
        const log = running.logger.errors.join('\n') || 'nothing';
        throw new Error(
          `${answered(name, reply.status)} The body is ${JSON.stringify(reply.text)}, and the log has: ${log}`,
        );
      }
    };
    const notClosed = `The first application of the suite on the platform "${name}" did not close, so its tests were not run.`;
    await runAndClose(check, () => running.stop(), notClosed);
  });
}

function answered(name: string, status: number): string {
  return `The platform "${name}" answered the first request of the suite, GET /first-request, with ${status}, so its tests were not run.`;
}

function notFound(name: string): string {
  return (
    `${answered(name, 404)} The request came in, but the route that core registered for it was not found. ` +
    'Check that get(), post() and the others, or addRoute() for all of them, register with the library. ' +
    'initHttpServer() runs before there are routes: the server has to ask the library for each request.'
  );
}

function noReply(name: string, { message }: NoReplyError, isHandled: boolean): string {
  const seen = isHandled
    ? 'The handler ran, and core called reply(response, "answered") of the adapter. Check that reply() sends the body and ends the ' +
      'response; a library that sends what its own handler returns has to wait for reply() before that.'
    : 'The handler was not called. Check that the server of initHttpServer() passes each request to the library, and that body ' +
      'parsers and other middleware of the adapter call next() for a request without a body.';
  return `The platform "${name}" did not answer the first request of the suite, so its tests were not run. ${message} ${seen}`;
}
