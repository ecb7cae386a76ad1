import { spawn } from 'node:child_process';

/** Returns the package manager that runs this program: npm, pnpm, yarn or bun. Default: npm. */
export function packageManager(userAgent = process.env.npm_config_user_agent): string {
  return /^(npm|pnpm|yarn|bun)\//.exec(userAgent ?? '')?.[1] ?? 'npm';
}

/** Installs the dependencies of a project and shows the output of the package manager. Resolves to whether this succeeded. */
export function install(manager: string, folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(manager, ['install'], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
    child.once('error', (error) => {
      console.error(`create-portico: ${manager} cannot be started (${error.message}).`);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}
