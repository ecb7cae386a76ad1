import { once } from 'node:events';
import { Readable } from 'node:stream';
import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Get,
  Post,
  StreamableFile,
  UploadedFile,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import { finalize } from 'rxjs';
import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { itWhen } from '../../support/test-when.js';
import { launchForTest, type Running } from '../support/application.js';
import { firstChunk } from '../support/client.js';
import { BOUNDARY } from '../support/form.js';
import type { HttpPlatform } from '../support/platform.js';
import { HostileController } from './hostile-controller.js';

export function describeDisconnectingClients(platform: HttpPlatform): void {
  it('a download that the client aborts destroys its source', async () => {
    let destroyed = 0;
    @Controller()
    class Download {
      @Get('endless') endless() {
        const source = new Readable({
          read() {
            setImmediate(() => this.push(Buffer.alloc(10_000)));
          },
        });
        source.once('close', () => destroyed++);
        return new StreamableFile(source);
      }
      @Get('alive') alive() {
        return 'alive';
      }
    }
    const app = await launchForTest(platform, { controllers: [Download] });
    const response = await app.open('/endless');
    response.once('error', () => undefined);
    await firstChunk(response);
    response.destroy();
    await eventually(() => expect(destroyed).toBe(1));
    expect((await app.get('/alive')).text).toBe('alive');
    await noConnections(app);
  });

  it('a JSON body that the client aborts leaves nothing open, and is not logged as an error', async () => {
    const app = await launchForTest(platform, { controllers: [HostileController] });
    const socket = await app.rawSocket();
    socket.write(
      'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"a":',
    );
    await eventually(async () => expect(await connections(app)).toBe(1));
    socket.destroy();
    await noConnections(app);
    expect((await app.get('/alive')).text).toBe('alive');
    expect(app.logger.errors).toEqual([]);
  });

  const { uploads } = platform;
  itWhen(
    platform.capabilities.uploads,
    'an upload whose client leaves before it is read ends, and with it the interceptors around it',
    async () => {
      const calls = { begun: 0, ended: 0, handled: 0 };
      const untilClosed = {
        canActivate: async (context: ExecutionContext) => {
          await once(app.adapter.rawResponse(context.switchToHttp().getResponse()), 'close');
          return true;
        },
      };
      const counting = {
        intercept: (_context: ExecutionContext, next: CallHandler) => {
          calls.begun += 1;
          return next.handle().pipe(finalize(() => (calls.ended += 1)));
        },
      };
      @UseGuards(untilClosed)
      @Controller()
      class Upload {
        @UseInterceptors(counting, uploads!.FileInterceptor('file')) @Post('upload') upload() {
          calls.handled += 1;
        }
      }
      const app = await launchForTest(platform, { controllers: [Upload] });
      for (const length of [100, 100_000]) {
        const socket = await app.rawSocket();
        socket.write(
          `POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\nContent-Length: ${length}\r\n\r\n${'x'.repeat(100)}`,
        );
        await eventually(async () => expect(await connections(app)).toBe(1));
        socket.destroy();
        await noConnections(app);
      }
      await expect.poll(() => calls).toEqual({ begun: 2, ended: 2, handled: 0 });
      expect(app.logger.errors).toEqual([]);
    },
  );

  itWhen(
    platform.capabilities.uploads,
    'an upload that the client aborts leaves nothing open, and is not logged as an error',
    async () => {
      let called = 0;
      @Controller()
      class Upload {
        @UseInterceptors(uploads!.FileInterceptor('file')) @Post('upload') upload(@UploadedFile() file: unknown) {
          called++;
          return { file: Boolean(file) };
        }
        @Get('alive') alive() {
          return 'alive';
        }
      }
      const app = await launchForTest(platform, { controllers: [Upload] });
      const socket = await app.rawSocket();
      const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`;
      socket.write(
        `POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\nContent-Length: 100000\r\n\r\n${head}${'x'.repeat(20_000)}`,
      );
      await eventually(async () => expect(await connections(app)).toBe(1));
      socket.destroy();
      await noConnections(app);
      expect((await app.get('/alive')).text).toBe('alive');
      expect(app.logger.errors).toEqual([]);
      expect(called).toBe(0);
    },
  );
}

function connections(app: Running): Promise<number> {
  return new Promise((resolve, reject) => {
    app.app
      .getHttpServer()
      .getConnections((error: Error | null, count: number) => (error ? reject(error) : resolve(count)));
  });
}

async function noConnections(app: Running): Promise<void> {
  app.close();
  await eventually(async () => expect(await connections(app)).toBe(0));
}
