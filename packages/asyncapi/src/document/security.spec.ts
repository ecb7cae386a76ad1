import { type CanActivate, UseGuards } from '@portico/common';
import { SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { expect, it } from 'vitest';
import { describeGateways } from '../application.fixture.js';
import { AsyncApiSecurity } from '../decorators/async-api-security.js';

@AsyncApiSecurity({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
class TokenGuard implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}

@AsyncApiSecurity({ type: 'httpApiKey', name: 'X-Key', in: 'header' })
class KeyGuard implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}

class RateGuard implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}

@WebSocketGateway()
class LiveGateway {
  @UseGuards(TokenGuard, RateGuard)
  handleConnection() {}

  @SubscribeMessage('say') say() {}

  @UseGuards(new KeyGuard())
  @SubscribeMessage('announce')
  announce() {}
}

const bearer = { $ref: '#/components/securitySchemes/bearer' };
const key = { $ref: '#/components/securitySchemes/X-Key' };

it('is read from the guards of connections and messages', async () => {
  const { document } = await describeGateways([LiveGateway]);
  expect(document.components.securitySchemes).toEqual({
    bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    'X-Key': { type: 'httpApiKey', name: 'X-Key', in: 'header' },
  });
  expect(document.servers['ws']?.security).toEqual([bearer]);
  expect(document.operations['live.receive.say']?.security).toEqual([bearer]);
  expect(document.operations['live.receive.announce']?.security).toEqual([bearer, key]);
  expect(document.channels['live']?.bindings?.ws.headers?.properties).toHaveProperty('Authorization');
  expect(document.channels['live']?.['x-portico'].guards).toEqual(['TokenGuard', 'RateGuard']);
  expect(document.operations['live.receive.announce']?.['x-portico'].guards).toEqual(['KeyGuard']);
});

it('is written for a server only if all of its channels have the same', async () => {
  @WebSocketGateway({ path: '/open' })
  class OpenGateway {
    @SubscribeMessage('ask') ask() {}
  }
  const { document } = await describeGateways([LiveGateway, OpenGateway]);
  expect(document.servers['ws']?.security).toBeUndefined();
  expect(document.operations['open.receive.ask']?.security).toBeUndefined();
  expect(document.operations['live.receive.say']?.security).toEqual([bearer]);
});

it('declared on a gateway replaces that of its guards', async () => {
  @AsyncApiSecurity({ type: 'httpApiKey', name: 'token', in: 'query' })
  @UseGuards(TokenGuard)
  @WebSocketGateway({ guardConnections: true })
  class StatedGateway {
    handleConnection() {}
    @AsyncApiSecurity()
    @SubscribeMessage('ask')
    ask() {}
  }
  const { document } = await describeGateways([StatedGateway]);
  expect(document.servers['ws']?.security).toEqual([{ $ref: '#/components/securitySchemes/token' }]);
  expect(document.operations['stated.receive.ask']?.security).toEqual([{ $ref: '#/components/securitySchemes/token' }]);
  expect(document.channels['stated']?.bindings?.ws.query?.properties).toEqual({ token: { type: 'string' } });
});
