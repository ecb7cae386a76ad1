import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

/** With aliases, each package is installed twice: as `@nestjs/x`, and for other packages as `@portico/x`. */
describeApplication('copies', (application) => {
  it('export the same things', async () => {
    expect(await application().json('/differences')).toEqual({
      common: [],
      core: [],
      'platform-express': [],
      'platform-fastify': [],
      'platform-socket.io': [],
      'platform-ws': [],
      testing: [],
      websockets: [],
    });
  });

  it("catch each other's exceptions and inject each other's classes", async () => {
    const response = await application().get('/thrown');
    expect([response.status, await response.text()]).toEqual([404, 'caught']);
    expect(await application().json('/injected')).toEqual([true, true, true]);
  });
});
