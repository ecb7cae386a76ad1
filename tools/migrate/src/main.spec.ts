import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from './main.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-migrate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, content: string | object): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : `${JSON.stringify(content, null, '\t')}\n`);
}

function run(...args: string[]): { code: number; output: string } {
  const lines: string[] = [];
  const code = main(args, (text) => lines.push(text));
  return { code, output: lines.join('\n') };
}

const manifest = () => readFileSync(join(folder, 'package.json'), 'utf8');

it('changes nothing unless it is told to, then keeps the form of the file', () => {
  write('package.json', { dependencies: { '@nestjs/core': '^11.0.0' } });
  const before = manifest();
  const dry = run(folder);
  expect(dry).toEqual({
    code: 0,
    output: expect.stringContaining('@nestjs/core: ^11.0.0 -> npm:@portico/core@^12.0.0'),
  });
  expect(manifest()).toBe(before);
  expect(run(folder, '--write').code).toBe(0);
  expect(manifest()).toBe('{\n\t"dependencies": {\n\t\t"@nestjs/core": "npm:@portico/core@^12.0.0"\n\t}\n}\n');
  expect(run(folder, '--write').output).toContain('package.json: nothing to change.');
});

it('reads the peers of what is installed', () => {
  write('package.json', { dependencies: { '@nestjs/common': '^11.0.0', old: '1.0.0' } });
  write('node_modules/old/package.json', { peerDependencies: { '@nestjs/common': '^11.0.0' } });
  expect(run(folder).output).toContain('overrides old: {"@nestjs/common":"$@nestjs/common"}');
});

it('reports files and lines, of sources alone, and fails', () => {
  write('package.json', { dependencies: {} });
  write('src/main.ts', "\nimport { Transport } from '@nestjs/microservices';\n");
  write('test/app.spec.js', "const { Gone } = require('@nestjs/testing');\n");
  write('node_modules/a/index.js', "require('@nestjs/microservices');\n");
  write('dist/main.js', "require('@nestjs/microservices');\n");
  const { code, output } = run(folder);
  expect(code).toBe(1);
  expect(output).toContain('src/main.ts:2  @nestjs/microservices: Portico has no message brokers');
  expect(output).toContain('test/app.spec.js:1  @nestjs/testing has no "Gone"');
  expect(output.match(/@nestjs\/microservices/g)).toHaveLength(1);
});

it('says how it is called', () => {
  expect(run()).toEqual({ code: 2, output: expect.stringContaining('Usage: portico-migrate') });
  expect(run('--help').code).toBe(2);
  expect(run(folder)).toEqual({ code: 2, output: expect.stringContaining('name the folder of an application') });
});

it('runs as a command', () => {
  write('package.json', { dependencies: { '@nestjs/ws': '1' } });
  const bin = join(import.meta.dirname, '../bin.mjs');
  expect(execFileSync(process.execPath, [bin, folder], { encoding: 'utf8' })).toContain('nothing to change');
});
