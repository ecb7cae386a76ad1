import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RunResult, run, tryRun } from '../run.js';

/** A folder outside of the workspace in which somebody starts an application. */
export class Consumer {
  private constructor(readonly folder: string) {}

  /** @param npmrc what npm has to know here, such as the registry of our packages */
  static in(folder: string, npmrc: string): Consumer {
    const consumer = Consumer.inEmpty(folder, npmrc);
    consumer.write('package.json', JSON.stringify({ name: 'application', private: true }));
    return consumer;
  }

  /** As {@link in}, in a folder that has no package.json yet. */
  static inEmpty(folder: string, npmrc: string): Consumer {
    const consumer = new Consumer(folder);
    consumer.write('.npmrc', npmrc);
    return consumer;
  }

  write(file: string, text: string): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** `npm install`, as a user types it. @throws what npm says */
  async install(packages: readonly string[], ...flags: string[]): Promise<void> {
    const { code, stdout, stderr } = await this.tryInstall(packages, ...flags);
    if (code !== 0) throw new Error(`npm install ${packages.join(' ')} failed:\n${stdout}${stderr}`);
  }

  /** As {@link install}, and leaves it to the caller what a failure means. */
  tryInstall(packages: readonly string[], ...flags: string[]): Promise<RunResult> {
    const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
    return tryRun('npm', ['install', ...quiet, ...flags, ...packages], { cwd: this.folder });
  }

  /** Runs a script with plain Node. */
  node(file: string, env: NodeJS.ProcessEnv = {}): Promise<RunResult> {
    return tryRun(process.execPath, [file], { cwd: this.folder, env });
  }

  /** Compiles `src` with strict options and the given ones. @throws Error with the output of the compiler */
  async compile(compiler: string, into: string, options: object = {}): Promise<void> {
    await this.typescript(compiler, options, '--outDir', into);
  }

  /** As {@link compile}, and writes nothing. */
  async check(compiler: string): Promise<void> {
    await this.typescript(compiler, {}, '--noEmit');
  }

  private async typescript(compiler: string, options: object, ...flags: string[]): Promise<void> {
    const compilerOptions = { ...COMPILER_OPTIONS, ...options };
    this.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }));
    await run(process.execPath, [compiler, '-p', '.', ...flags], { cwd: this.folder });
  }

  /** The names of all packages that are installed, wherever they stand; one that stands twice is named twice. */
  installed(): string[] {
    const lockfile = JSON.parse(readFileSync(join(this.folder, 'node_modules/.package-lock.json'), 'utf8')) as {
      packages: Record<string, object>;
    };
    return Object.keys(lockfile.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13));
  }

  /**
   * Bytes on the disk of what is installed: blocks, so that small files count as what they cost.
   *
   * @param scope of which packages, such as `@portico`; of all, when absent
   */
  async diskUsage(scope = '.'): Promise<number> {
    const output = await run('du', ['-s', '-B1', scope], { cwd: join(this.folder, 'node_modules') });
    return Number.parseInt(output, 10);
  }
}

/** Strict, and with a look into the declarations of all packages. */
const COMPILER_OPTIONS = {
  module: 'nodenext',
  target: 'es2022',
  strict: true,
  skipLibCheck: false,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  noEmitOnError: true,
  types: ['node'],
  rootDir: 'src',
};
