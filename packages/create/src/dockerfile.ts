import type { PackageManager } from './package-manager.js';

/** The lines of the Dockerfile that depend on the package manager. */
interface Lines {
  /** Makes the package manager available. */
  readonly setup?: string;
  /** The files that it reads besides package.json. `*` is for a file that may be missing. */
  readonly files: string;
  readonly install: string;
  /** Compiles, then removes the development packages. */
  readonly build: string;
}

/** Returns the Dockerfile for a package manager, made from that of the template, which is for npm. */
export function dockerfileFor(manager: PackageManager, template: string): string {
  if (manager.name === 'npm') return template;
  const { setup, files, install, build } = linesFor(manager);
  return template
    .replace('WORKDIR /app\n', setup ? `RUN ${setup}\nWORKDIR /app\n` : 'WORKDIR /app\n')
    .replace('COPY package*.json ./', `COPY package.json ${files} ./`)
    .replace('RUN npm install\n', `RUN ${install}\n`)
    .replace('RUN npm run build && npm prune --omit=dev', `RUN ${build}`);
}

function linesFor({ name, major }: PackageManager): Lines {
  if (name === 'pnpm') {
    return {
      setup: `npm install --global pnpm@${major}`,
      files: 'pnpm-lock.yaml*',
      install: 'pnpm install',
      // Without CI, pnpm asks before it removes packages, and fails without a terminal.
      build: 'pnpm run build && CI=true pnpm prune --prod',
    };
  }
  if (name === 'bun') {
    return {
      setup: `npm install --global bun@${major}`,
      files: 'bun.lock*',
      install: 'bun install',
      build: 'bun run build && rm -rf node_modules && bun install --production',
    };
  }
  // The images of Node contain Yarn 1.
  if (major === '1') {
    return { files: 'yarn.lock*', install: 'yarn install', build: 'yarn run build && yarn install --production' };
  }
  return {
    setup: `corepack enable && corepack install --global yarn@${major}`,
    files: 'yarn.lock* .yarnrc.yml',
    install: 'yarn install',
    build: 'yarn run build && yarn workspaces focus --production',
  };
}
