// Checks that an application gets every type that the published declarations mention. `npm run check` and `npm pack` run it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
const problems = new Set();

for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.d.ts')) continue;
  const text = readFileSync(join('dist', file), 'utf8');
  for (const [, name] of text.matchAll(/(?:from|import|import\()\s*["']([^"']+)["']/g)) {
    const problem = name.startsWith('.') ? problemOfFile(join('dist', dirname(file), name)) : problemOfPackage(name);
    if (problem) problems.add(`dist/${file} takes types from "${name}", ${problem}`);
  }
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.size > 0 ? 1 : 0;

function problemOfFile(path) {
  if (existsSync(path.replace(/\.js$/, '.d.ts'))) return undefined;
  return 'which is not in dist: the compiler does not copy .d.ts files. How to fix it: rename the file in src to .ts.';
}

function problemOfPackage(name) {
  const owner = name.split('/', name.startsWith('@') ? 2 : 1).join('/');
  if (isBuiltin(name) || owner === manifest.name) return undefined;
  if (!declared[owner]) {
    return `which applications do not get with this package. How to fix it: add ${owner} to the dependencies or peerDependencies.`;
  }
  if (hasTypes(owner)) return undefined;
  const types = `@types/${owner.replace(/^@/, '').replace('/', '__')}`;
  if (!existsSync(join('node_modules', types))) {
    return (
      'which has no declarations: applications get error TS7016. ' +
      `How to fix it: npm i ${types} if there is such a package; otherwise describe what you use of ${owner} in a .ts file of your own.`
    );
  }
  if (declared[types]) return undefined;
  return (
    `whose declarations are in ${types}, which applications do not get: error TS7016. ` +
    `How to fix it: move ${types} from the devDependencies to the dependencies.`
  );
}

/** Whether a package brings its declarations itself. */
function hasTypes(owner) {
  const folder = join('node_modules', owner);
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return false;
  const { types, typings, main = 'index.js', exports } = JSON.parse(readFileSync(path, 'utf8'));
  if (types || typings || /\.d\.[cm]?ts"/.test(JSON.stringify(exports ?? ''))) return true;
  return existsSync(join(folder, main.replace(/\.[cm]?js$/, '.d.ts')));
}
