import { parseArgs } from 'node:util';
import {
  HTTP_PLATFORMS,
  type HttpPlatform,
  PLATFORM_KINDS,
  type PlatformKind,
  WEBSOCKET_PLATFORMS,
  type WebSocketPlatform,
} from './platforms.js';
import { UsageError } from './usage-error.js';

export const USAGE = `Usage: npm create portico@latest [folder] -- [options]
       npm create portico@latest platform [folder] -- --kind http|websocket

  --http express|fastify     the HTTP platform
  --ws socket.io|ws|none     the WebSocket platform
  --kind http|websocket      what a platform package serves
  --yes, -y                  do not ask: default values for what is not given (express, socket.io, http)
  --no-install               write the files only
  --help, -h                 show this text
  --version, -v              show the version`;

/** The parsed arguments. The user is asked for those that are `undefined`, or they get their default value. */
export interface CommandLine {
  /** `'platform'` for a package with a new platform. */
  readonly project: 'application' | 'platform';
  readonly folder?: string;
  readonly http?: HttpPlatform;
  readonly ws?: WebSocketPlatform;
  readonly kind?: PlatformKind;
  readonly yes: boolean;
  readonly install: boolean;
  readonly show?: 'help' | 'version';
}

/** @throws UsageError for an unknown option, an unknown platform or a second folder */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  const project = positionals[0] === 'platform' ? 'platform' : 'application';
  const folders = project === 'platform' ? positionals.slice(1) : positionals;
  if (folders.length > 1) throw new UsageError(`Expected one folder, got ${folders.join(' ')}.\n\n${USAGE}`);
  const other = project === 'platform' ? (values.http ?? values.ws) : values.kind;
  if (other !== undefined) {
    const meant = project === 'platform' ? '--http and --ws are for applications' : '--kind is for platform packages';
    throw new UsageError(`${meant}.\n\n${USAGE}`);
  }
  return {
    project,
    folder: folders[0],
    http: oneOf('--http', HTTP_PLATFORMS, values.http),
    ws: oneOf('--ws', WEBSOCKET_PLATFORMS, values.ws),
    kind: oneOf('--kind', PLATFORM_KINDS, values.kind),
    yes: values.yes ?? false,
    install: !values['no-install'],
    show: values.help ? 'help' : values.version ? 'version' : undefined,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      // npm removes the `--` before the options; pnpm and Bun pass it on.
      args: args.filter((arg) => arg !== '--'),
      allowPositionals: true,
      options: {
        http: { type: 'string' },
        ws: { type: 'string' },
        kind: { type: 'string' },
        yes: { type: 'boolean', short: 'y' },
        'no-install': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    // `parseArgs` throws errors.
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}

function oneOf<Name extends string>(option: string, names: readonly Name[], given?: string): Name | undefined {
  if (given === undefined) return undefined;
  const found = names.find((name) => name === given);
  if (!found) throw new UsageError(`${option} ${given} is unknown. Choose one of: ${names.join(', ')}.`);
  return found;
}
