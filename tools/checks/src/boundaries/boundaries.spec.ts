import { describe, expect, it } from 'vitest';
import { violationsOf } from './boundaries.js';

const messages = (folder: string, source: string, file = 'src/x.ts') =>
  violationsOf(folder, file, source).map(({ message }) => message);

describe('imports', () => {
  it.each([
    ['core', "import { A } from '@portico/common';"],
    ['core', "import type { A } from '@portico/common/internal';"],
    ['websockets', "export * from '@portico/core/transports';"],
    ['platform-ws', "import { A } from '@portico/websockets';"],
    ['platform-ws', "import { FrameworkError } from '@portico/common';"],
    ['platform-ws', "import { WebSocketServer } from 'ws';"],
  ])('%s may contain: %s', (folder, source) => {
    expect(messages(folder, source)).toEqual([]);
  });

  it.each([
    ['common', "import { A } from '@portico/core';"],
    ['core', "import { A } from '@portico/websockets';"],
    ['core', "import type { A } from '@portico/websockets';"],
    ['core', "const a = await import('@portico/platform-ws');"],
    ['core', "export type A = import('@portico/websockets').B;"],
    ['core', "export { A } from '../../../packages/websockets/src/index.js';"],
    ['core', "import { A } from '@portico/core';"],
    ['platform-express', "import { A } from '@portico/websockets';"],
    ['platform-ws', "import { A } from '@portico/common/internal';"],
    ['platform-ws', "import { A } from '@portico/core/internal';"],
    ['websockets', "import { A } from '@portico/core/internal';"],
    ['core', "import { A } from '@portico/test-support';"],
  ])('%s must not contain: %s', (folder, source) => {
    expect(messages(folder, source)).not.toEqual([]);
  });

  it('tests may import test helpers, but tests of core must not import platforms', () => {
    expect(messages('core', "import { connectIo } from '@portico/conformance';", 'src/x.spec.ts')).toEqual([]);
    expect(messages('core', "import { A } from '@portico/platform-ws';", 'src/x.spec.ts')).toHaveLength(1);
  });

  it('tests of a WebSocket platform may import an HTTP platform, but its sources must not', () => {
    const source = "import { A } from '@portico/platform-express';";
    expect(messages('platform-ws', source, 'src/x.spec.ts')).toEqual([]);
    expect(messages('platform-ws', source, 'src/x.ts')).toHaveLength(1);
  });
});

describe('strings', () => {
  it.each(["load('@portico/platform-express')", "const hint = 'install platform-fastify'", '`${a}/websockets`'])(
    'core must not name a later package: %s',
    (source) => {
      expect(messages('core', source)).toHaveLength(1);
    },
  );

  it('except in the file that finds the default HTTP adapter', () => {
    expect(messages('core', "load('@portico/platform-express')", 'src/application/default-http-adapter.ts')).toEqual(
      [],
    );
  });

  it('but a string may begin like the name of a platform', () => {
    expect(messages('core', "const KEY = 'portico:platform-options'")).toEqual([]);
  });

  it('but comments may name it', () => {
    expect(messages('core', '// as platform-express does')).toEqual([]);
  });
});
