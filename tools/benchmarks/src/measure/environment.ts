import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, release, totalmem, type } from 'node:os';
import { dirname, join } from 'node:path';
import { referenceRoot, workspaceRoot } from '../locations.js';

/** What the figures depend on, as lines of a Markdown list. */
export function describeEnvironment(): string {
  const memory = `${(totalmem() / 1024 ** 3).toFixed(1)} GiB`;
  return [
    `- Machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${memory} of memory, ${type()} ${release()}, Node ${process.version}`,
    `- Bare and Portico: ${versions(workspaceRoot, ['fastify', 'express', 'ws', 'socket.io', 'rxjs'])}`,
    `- Reference: ${versions(referenceRoot, ['@nestjs/core', '@nestjs/websockets', 'fastify', 'express', 'ws', 'socket.io', 'rxjs'])}`,
    `- Load: ${versions(referenceRoot, ['autocannon'])} for HTTP, clients of our own for WebSockets`,
  ].join('\n');
}

function versions(root: string, packages: readonly string[]): string {
  return packages.map((name) => `${name} ${versionOf(root, name)}`).join(', ');
}

function versionOf(root: string, name: string): string {
  for (const folder of createRequire(join(root, 'package.json')).resolve.paths(name) ?? []) {
    try {
      const text = readFileSync(join(folder, name, 'package.json'), 'utf8');
      return (JSON.parse(text) as { version: string }).version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error(`${name} is not installed in ${dirname(join(root, 'package.json'))}.`);
}
