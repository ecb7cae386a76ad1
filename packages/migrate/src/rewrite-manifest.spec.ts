import { expect, it } from 'vitest';
import { rewriteManifest } from './rewrite-manifest.js';

const alias = (name: string) => `npm:@portico/${name}@^12.0.0`;
const rewrite = (manifest: object) => rewriteManifest({ ...manifest });

it('replaces packages of NestJS with aliases, and keeps everything else', () => {
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

it('adds required packages, unless they are already there', () => {
  const { manifest, changes } = rewriteManifest(
    { dependencies: { multer: '^1.4.0' } },
    { multer: '^2.0.0', other: '1' },
  );
  expect(manifest.dependencies).toEqual({ multer: '^1.4.0', other: '1' });
  expect(changes).toEqual([{ what: 'dependencies other', from: undefined, to: '1' }]);
});

it('changes nothing the second time', () => {
  const once = rewriteManifest({ dependencies: { '@nestjs/common': '12.0.0' } }, { multer: '^2.0.0' });
  const twice = rewriteManifest(once.manifest, { multer: '^2.0.0' });
  expect(twice.changes).toEqual([]);
  expect(twice.manifest).toEqual(once.manifest);
});

it('reports dependencies without a replacement', () => {
  const { missing } = rewrite({ dependencies: { '@nestjs/microservices': '^12.0.0', '@nestjs/config': '^12.0.0' } });
  expect(missing.map(({ name }) => name)).toEqual(['@nestjs/microservices']);
});
