import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { Consumer } from '../../src/install/consumer.js';
import { run } from '../../src/run.js';

const installing = inject('installing');

/** An application of NestJS 12 before the migration. */
const manifest = {
  name: 'application',
  private: true,
  type: 'module',
  dependencies: {
    '@nestjs/common': '^12.0.0',
    '@nestjs/config': '^12.0.0',
    '@nestjs/core': '^12.0.0',
    '@nestjs/platform-express': '^12.0.0',
    'reflect-metadata': '^0.2.2',
    rxjs: '^7.8.2',
  },
  devDependencies: { '@nestjs/testing': '^12.0.0' },
};

/** A module whose peer range ends before 12. */
const behind = { 'nestjs-pino': '4.6.1', pino: '^10.0.0', 'pino-http': '^11.0.0' };

const sources = {
  'main.js': `import 'reflect-metadata';
import { Controller, Get, Module, NotFoundException } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';

class CatsController {
  find() { throw new NotFoundException('no cats'); }
}
Get('cats')(CatsController.prototype, 'find', Object.getOwnPropertyDescriptor(CatsController.prototype, 'find'));
Controller()(CatsController);
class AppModule {}
Module({ imports: [ConfigModule.forRoot()], controllers: [CatsController] })(AppModule);

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
await app.listen(0, '127.0.0.1');
console.log(await (await fetch((await app.getUrl()) + '/cats')).text(), app.get(ConfigService) instanceof ConfigService);
await app.close();
`,
  'test.js': `import 'reflect-metadata';
import { Test } from '@nestjs/testing';
const module = await Test.createTestingModule({ providers: [{ provide: 'A', useValue: 1 }] }).compile();
console.log(module.get('A'));
`,
};

describe('an application of NestJS 12', () => {
  let consumer: Consumer;
  const installedAs = (name: string): string =>
    (JSON.parse(readFileSync(join(consumer.folder, 'node_modules', name, 'package.json'), 'utf8')) as { name: string })
      .name;

  function begin(name: string, more: object = {}): void {
    consumer = Consumer.in(join(installing.folder, name), installing.npmrc);
    const dependencies = { ...manifest.dependencies, ...more };
    consumer.write('package.json', JSON.stringify({ ...manifest, dependencies }, null, 2));
    for (const [file, text] of Object.entries(sources)) consumer.write(file, text);
  }

  const migrate = (...options: string[]): Promise<string> =>
    run('npx', ['--yes', '@portico/migrate', '.', ...options], { cwd: consumer.folder });

  async function works(): Promise<void> {
    for (const name of ['common', 'core', 'platform-express', 'testing']) {
      expect(installedAs(`@nestjs/${name}`)).toBe(`@portico/${name}`);
    }
    expect(consumer.installed().filter((name) => /^express$|^@nestjs\/config$/.test(name))).toHaveLength(2);
    const app = await consumer.node('main.js');
    expect([app.stdout.trim(), app.stderr]).toEqual([
      '{"message":"no cats","error":"Not Found","statusCode":404} true',
      '',
    ]);
    expect((await consumer.node('test.js')).stdout.trim()).toBe('1');
  }

  describe('migrates with one command', () => {
    beforeAll(async () => {
      begin('by-command');
      const names = ['common', 'core', 'platform-express', 'testing'];
      await consumer.install(names.map((name) => `@nestjs/${name}@npm:@portico/${name}@12`));
    });

    it('and runs unchanged', works);
  });

  describe('migrates with the program if NestJS 12 is installed', () => {
    beforeAll(async () => {
      begin('by-script', behind);
      await consumer.install([], '--legacy-peer-deps');
      expect(installedAs('@nestjs/core')).toBe('@nestjs/core');
      const output = await migrate('--write', '--install');
      expect(output).toContain('overrides nestjs-pino');
      expect(output).toContain('Still installed from NestJS: @nestjs/common');
    }, 300_000);

    it('and runs unchanged', works);

    it('and needs no further steps', async () => {
      expect(await migrate('--check')).toContain('Nothing is left to do');
    });
  });
});
