import { Controller, Post } from '@portico/common';
import { it } from 'vitest';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';

@Controller('transfers')
class TransfersController {
  @Post() create() {
    return 'created';
  }
}

/** Without `Sec-Fetch-Site`, which browsers send only over HTTPS, the origin is compared with the host. */
export function describeCsrfOrigins(platform: HttpPlatform): void {
  it.each([
    [201, 'https://example.com', 'example.com'],
    [201, 'https://example.com', 'example.com:443'],
    [201, 'http://example.com', 'example.com:80'],
    [201, 'https://example.com:8443', 'example.com:8443'],
    [201, 'https://example.com', 'Example.com'],
    [403, 'https://example.com:8443', 'example.com'],
    [403, 'https://example.com', 'example.com:80'],
    [403, 'https://example.com', 'example.com:8443'],
    [403, 'https://example.org', 'example.com'],
    [403, 'https://example.com.example.org', 'example.com'],
    [403, 'null', 'example.com'],
    [403, 'null', 'null'],
    [403, 'file://', 'example.com'],
  ])('enableCsrfProtection() replies with %i to a request of %s to %s', async (status, origin, host) => {
    const app = await launchForTest(platform, {
      controllers: [TransfersController],
      configure: (nest) => nest.enableCsrfProtection(),
    });
    const socket = await app.rawSocket();
    socket.write(
      `POST /transfers HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
    await socket.until(new RegExp(`^HTTP/1.1 ${status} `));
    await socket.untilClosed();
  });
}
