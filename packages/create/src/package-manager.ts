import { spawn } from 'node:child_process';

const MANAGERS = ['npm', 'pnpm', 'yarn', 'bun'] as const;
export type ManagerName = (typeof MANAGERS)[number];

/** A package manager: `{ name: 'yarn', major: '4' }`. */
export interface PackageManager {
  readonly name: ManagerName;
  /** The first number of its version. */
  readonly major: string;
}

/** Returns the package manager that runs this program. Default: npm. */
export function packageManager(userAgent = process.env.npm_config_user_agent): PackageManager {
  const [, given, major] = /^(\w+)\/(\d+)/.exec(userAgent ?? '') ?? [];
  const name = MANAGERS.find((each) => each === given);
  return name && major ? { name, major } : { name: 'npm', major: 'latest' };
}

/** Returns the command that runs a script of package.json. `bun test` would run the test runner of Bun. */
export function scriptCommand({ name }: PackageManager, script: string): string {
  const isShort = name !== 'bun' && ['test', 'start'].includes(script);
  return isShort ? `${name} ${script}` : `${name} run ${script}`;
}

/** Installs the dependencies of a project and shows the output of the package manager. Resolves to whether this succeeded. */
export function install(manager: ManagerName, folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(manager, ['install'], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
    child.once('error', (error) => {
      console.error(`create-portico: ${manager} cannot be started (${error.message}).`);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}
