import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PACKAGES = join(import.meta.dirname, '../../../..', 'packages');

/** Packages whose errors are not read by users of the framework. */
const OTHER_PACKAGES: Readonly<Record<string, string>> = {
  client: 'it runs in browsers, and imports nothing: what callers handle has a code of ClientError',
  conformance: 'its errors are those of tests',
  create: 'a command-line tool, which prints its errors with its usage',
};

/** Files that may create errors without a code, with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'common/src/optional-packages/find-platform.ts': 'the cause of the errors for platforms that cannot be loaded',
  'platform-socket.io/src/server/check-handshakes.ts': 'the data of connect_error, which a client receives',
  'platform-socket.io/src/server/guard-requests.ts':
    'the text that a client receives, as after any unexpected exception',
  'platform-socket.io/src/server/guarded-server.ts':
    'the text that a client receives, as after any unexpected exception',
  'platform-socket.io/src/messages/request-client.ts': 'the caller has rejected with PORTICO_WS_REQUEST before',
  'platform-ws/src/frames/frame-reader.ts': 'caught at once, and logged with the messageParser that is at fault',
  'websockets/src/codecs/check-message-pack.ts': 'caught by the adapter, and reported as a frame that cannot be read',
  'websockets/src/codecs/json-rpc-reader.ts': 'caught by the adapter, and reported as a frame that cannot be read',
  'websockets/src/codecs/message-pack.ts': 'caught by the adapter, and reported as a frame that cannot be read',
  'websockets/src/codecs/portico1.ts': 'caught by the adapter, and reported as a frame that cannot be read',
  'websockets/src/codecs/portico1-reader.ts': 'caught by the adapter, and reported as a frame that cannot be read',
  'websockets/src/codecs/prototype-key.ts': 'caught by the adapter, and reported as a frame that cannot be read',
  'websockets/src/room-adapters/observe-commands.ts': 'the failure of a command, which is logged as part of an outage',
  'websockets/src/room-adapters/serializable.ts': 'caught in the same file, as the reason why data is left out',
  'testing/src/capturing-logger.ts': 'failed assertions of a test',
};

/** Files that may log warnings without a code, with the reason. */
const UNCODED_WARNINGS: Readonly<Record<string, string>> = {
  'platform-ws/src/frames/handle-frame.ts': 'a client sent what cannot be read',
  'websockets/src/exceptions/base-ws-exception-filter.ts': 'follows an exception, whose cause is left out',
  'websockets/src/room-adapters/outage.ts': 'the end of an outage, whose beginning has a code',
  'websockets/src/rooms/watch-rooms.ts': 'contains the error of the look-up, which has a code',
};

/** Matches the creation of an error without a code: `new Error(...)`, `new TypeError(...)` and other classes of JavaScript. */
function uncodedErrors(source: string): string[] {
  const code = source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, 'text');
  return [...code.matchAll(/\bnew (?:Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error\(/g)].map(
    ([found]) => found,
  );
}

/** Matches warnings whose text is written where they are logged: that of an error begins with its code. */
function uncodedWarnings(source: string): string[] {
  return [...source.matchAll(/\.warn\(\s*[`'"]/g)].map(([found]) => found);
}

function sourceFiles(): string[] {
  return readdirSync(PACKAGES).flatMap((folder) => {
    if (folder in OTHER_PACKAGES) return [];
    return readdirSync(join(PACKAGES, folder, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/\.(spec|fixture|test-d)\.ts$/.test(file))
      .map((file) => `${folder}/src/${file}`);
  });
}

describe('errors of the packages', () => {
  const uncoded = sourceFiles().filter((file) => uncodedErrors(readFileSync(join(PACKAGES, file), 'utf8')).length > 0);

  it('have a code and a section in docs/errors.md', () => {
    expect(uncoded.filter((file) => !(file in EXCEPTIONS))).toEqual([]);
  });

  it('have no unnecessary exemptions', () => {
    expect(Object.keys(EXCEPTIONS).filter((file) => !uncoded.includes(file))).toEqual([]);
  });

  it.each(['throw new Error("a");', 'done(reason ?? new TypeError(`a`))', 'return new RangeError(text);'])(
    'are found: %s',
    (source) => expect(uncodedErrors(source)).toHaveLength(1),
  );

  it.each([
    '// throw new Error("a");',
    '/** @example throw new Error("a"); */',
    'throw new FrameworkError(init);',
    `remedy: 'throw new Error("a")',`,
  ])('are not found in %s', (source) => expect(uncodedErrors(source)).toEqual([]));
});

describe('warnings of the packages', () => {
  const uncoded = sourceFiles().filter(
    (file) => uncodedWarnings(readFileSync(join(PACKAGES, file), 'utf8')).length > 0,
  );

  it('have a code and a section in docs/errors.md', () => {
    expect(uncoded.filter((file) => !(file in UNCODED_WARNINGS))).toEqual([]);
  });

  it('have no unnecessary exemptions', () => {
    expect(Object.keys(UNCODED_WARNINGS).filter((file) => !uncoded.includes(file))).toEqual([]);
  });

  it.each(["logger.warn('a');", 'this.logger.warn(\n  `a ${b}`,\n);'])('are found: %s', (source) =>
    expect(uncodedWarnings(source)).toHaveLength(1),
  );

  it('are not found where the text is that of an error', () => {
    expect(uncodedWarnings('logger.warn(missingFolder(path).message);')).toEqual([]);
  });
});
