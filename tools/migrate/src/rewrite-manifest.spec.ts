import { expect, it } from 'vitest';
import { rewriteManifest } from './rewrite-manifest.js';

const alias = (name: string) => `npm:@portico/${name}@^12.0.0`;
const peers: Record<string, Record<string, string>> = {
  'nestjs-pino': { '@nestjs/common': '^10.0.0 || ^11.0.0', pino: '^9.0.0' },
  '@nestjs/swagger': { '@nestjs/common': '^12.0.0', '@nestjs/core': '^12.0.0' },
};
const rewrite = (manifest: object) => rewriteManifest({ ...manifest }, (name) => peers[name] ?? {});

it('puts aliases where the packages of NestJS stood, and leaves the rest', () => {
  const { manifest, changes } = rewrite({
    name: 'app',
    dependencies: {
      '@nestjs/common': '^11.1.0',
      '@nestjs/core': '^11.1.0',
      '@nestjs/swagger': '^12.0.0',
      rxjs: '^7.8.0',
    },
    devDependencies: { '@nestjs/testing': '^11.1.0', '@nestjs/cli': '^11.0.0' },
    peerDependencies: { '@nestjs/common': '^11 || ^12' },
  });
  expect(manifest).toEqual({
    name: 'app',
    dependencies: {
      '@nestjs/common': alias('common'),
      '@nestjs/core': alias('core'),
      '@nestjs/swagger': '^12.0.0',
      rxjs: '^7.8.0',
    },
    devDependencies: { '@nestjs/testing': alias('testing'), '@nestjs/cli': '^11.0.0' },
    peerDependencies: { '@nestjs/common': '^11 || ^12' },
  });
  expect(changes.map(({ what }) => what)).toEqual([
    'dependencies @nestjs/common',
    'dependencies @nestjs/core',
    'devDependencies @nestjs/testing',
  ]);
});

it('overrides peer ranges that end too early', () => {
  const { manifest } = rewrite({ dependencies: { '@nestjs/common': '12.0.0', 'nestjs-pino': '4.6.1' } });
  expect(manifest.overrides).toEqual({ 'nestjs-pino': { '@nestjs/common': '$@nestjs/common' } });
});

it('changes nothing the second time', () => {
  const once = rewrite({ dependencies: { '@nestjs/common': '12.0.0', 'nestjs-pino': '4.6.1' } });
  const twice = rewrite(once.manifest);
  expect(twice.changes).toEqual([]);
  expect(twice.manifest).toEqual(once.manifest);
});

it('names dependencies that nothing takes the place of', () => {
  const { missing } = rewrite({ dependencies: { '@nestjs/microservices': '^12.0.0', '@nestjs/config': '^12.0.0' } });
  expect(missing.map(({ name }) => name)).toEqual(['@nestjs/microservices']);
});
