import { Controller, Get, HostParam, Param } from '@portico/common';
import { describe, expect, it } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';
import { AnyoneController } from './controllers.js';

@Controller({ host: ':account.example.com' })
class AccountController {
  @Get('who') who(@HostParam('account') account: string) {
    return { account };
  }
}

@Controller({ host: 'admin.example.org', path: 'who' })
class AdminController {
  @Get() who() {
    return 'admin';
  }
}

@Controller('between')
class BetweenController {
  @Get(':id') any(@Param('id') id: string) {
    return `any ${id}`;
  }
}

@Controller({ path: '/between/who/', host: 'admin.example.org' })
class HostedBeforeController {
  @Get() who() {
    return 'hosted';
  }
}

@Controller({ path: 'shared', host: 'admin.example.org' })
class OptionalOfHostController {
  @Get('page{/:part}') page() {
    return 'hosted';
  }
}

@Controller('shared')
class SharedController {
  @Get('page') page() {
    return 'shared';
  }
}

@Controller('between/who')
class AfterController {
  @Get() who() {
    return 'after';
  }
}

export function describeHosts(platform: HttpPlatform): void {
  describe('hosts', () => {
    const app = sharedApplication(platform, () => ({
      controllers: [
        AccountController,
        AdminController,
        AnyoneController,
        OptionalOfHostController,
        SharedController,
        HostedBeforeController,
        BetweenController,
        AfterController,
      ],
    }));

    it('a host with a parameter matches hosts, and provides the parameter', async () => {
      expect((await app().get('/who', { host: 'kitty.example.com:80' })).json()).toEqual({ account: 'kitty' });
    });

    it('an optional part for one host does not hide a controller without a host that has the same path', async () => {
      expect((await app().get('/shared/page', { host: 'admin.example.org' })).text).toBe('hosted');
      expect((await app().get('/shared/page')).text).toBe('shared');
    });

    it('controllers of different hosts and without a host can have the same path', async () => {
      expect((await app().get('/who', { host: 'admin.example.org' })).text).toBe('admin');
      expect((await app().get('/who', { host: 'elsewhere.example.net' })).text).toBe('anyone');
    });

    it('a route of another host does not move a later route with its path before those that are declared in between', async () => {
      const orderSensitive = platform.createAdapter().isRouteOrderSensitive();
      expect((await app().get('/between/who', { host: 'admin.example.org' })).text).toBe('hosted');
      expect((await app().get('/between/who')).text).toBe(orderSensitive ? 'any who' : 'after');
    });
  });
}
