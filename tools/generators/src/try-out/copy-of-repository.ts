import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where npm links the packages of the workspace: these have to lead into the copy. */
const SCOPES = ['@portico', '@portico-samples'];

/**
 * Copies the repository, including uncommitted files, into a new folder that is a repository too.
 * What npm installed is shared by links.
 */
export function copyRepository(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'portico-try-out-'));
  for (const file of filesOf(root)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  shareModules(join(root, 'node_modules'), join(copy, 'node_modules'));
  git(copy, 'init', '--quiet');
  commit(copy, 'Begin');
  return copy;
}

/** Links a package of the workspace the way `npm install` does; it may be there already, or come later. */
export function linkPackage(copy: string, folder: string, name: string): void {
  symlinkSync(`../../${folder}`, join(copy, 'node_modules', name));
}

export function commit(copy: string, message: string): void {
  git(copy, 'add', '--all');
  git(copy, '-c', 'user.name=try-out', '-c', 'user.email=try-out@localhost', 'commit', '--quiet', '-m', message);
}

export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

function filesOf(root: string): string[] {
  return git(root, 'ls-files', '--cached', '--others', '--exclude-standard', '-z')
    .split('\0')
    .filter((file) => file && existsSync(join(root, file)));
}

function shareModules(installed: string, shared: string): void {
  mkdirSync(shared);
  for (const name of readdirSync(installed)) {
    if (SCOPES.includes(name)) relinkScope(join(installed, name), join(shared, name));
    else if (name === '.bin' || !name.startsWith('.')) symlinkSync(join(installed, name), join(shared, name));
  }
}

/** The links of a scope are relative to the repository, so that a copy of the link leads into the copy. */
function relinkScope(installed: string, shared: string): void {
  mkdirSync(shared);
  for (const name of readdirSync(installed)) symlinkSync(readlinkSync(join(installed, name)), join(shared, name));
}
