import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { requireBinary } from './require-binary.js';

describe('requireBinary', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'portico-'));
    writeFileSync(join(folder, 'redis-server'), '#!/bin/sh\n');
    chmodSync(join(folder, 'redis-server'), 0o755);
    writeFileSync(join(folder, 'chromium'), 'not executable');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds an executable on the path', () => {
    expect(requireBinary('redis-server', { PATH: `/nowhere:${folder}` })).toBe(join(folder, 'redis-server'));
  });

  it('prints why a test is skipped on a machine without it', () => {
    const print = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      expect(requireBinary('chromium', { PATH: folder })).toBeUndefined();
      expect(print).toHaveBeenCalledWith(expect.stringContaining('apt-get install chromium'));
    } finally {
      print.mockRestore();
    }
  });

  it('fails instead of skipping with CI=true', () => {
    expect(() => requireBinary('chromium', { PATH: folder, CI: 'true' })).toThrow('CI leaves no test out');
  });
});
