import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from '../release.js';

/** What the README of a package asks its reader to do. */
export interface FirstSteps {
  /** The packages of its `npm i` line. */
  packages: string[];
  /** Its first application. */
  application: string;
}

/** @param folder of the package, such as `platform-ws` */
export function firstStepsOf(folder: string): FirstSteps {
  const readme = readFileSync(join(workspace, 'packages', folder, 'README.md'), 'utf8');
  const command = /^npm i ([^\n]+)$/m.exec(readme)?.[1];
  const application = /^<!-- snippet: .*-->\n+```ts\n([\s\S]*?)^```$/m.exec(readme)?.[1];
  if (!command || !application) throw new Error(`packages/${folder}/README.md has no npm line or no application`);
  return { packages: command.split(' '), application };
}

/** What a test adds to an application: it closes on request, and the process must exit by itself. */
const CLOSING = "process.once('message', () => void app.close().then(() => process.disconnect?.()));\n";

/** The application as an ES module. */
export function asModule(application: string): string {
  return `${application}${CLOSING}`;
}

/** The application as a CommonJS module, which cannot await at its top level. */
export function asCommonJs(application: string): string {
  const start = application.search(/^const app = await/m);
  if (start < 0) throw new Error('the application does not make an app');
  return `${application.slice(0, start)}async function main() {\n${application.slice(start)}${CLOSING}}\nvoid main();\n`;
}
