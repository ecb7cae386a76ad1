import { scriptCommand } from './package-manager.js';
import type { ApplicationChoices } from './platforms.js';

const NAMES: Readonly<Record<string, string>> = { express: 'Express', fastify: 'Fastify' };

/** The README of a new application. */
export function applicationReadme({ name, http, ws, manager }: ApplicationChoices): string {
  const platforms = [NAMES[http], ...(ws === 'none' ? [] : [ws])].join(' and ');
  return `# ${name}

A Portico application on ${platforms}.

| command | does |
|---|---|
| \`${scriptCommand(manager, 'dev')}\` | runs \`src/main.ts\` and restarts it after each change |
| \`${scriptCommand(manager, 'test')}\` | starts the application on a free port and talks to it with real clients |
| \`${scriptCommand(manager, 'build')}\` | compiles into \`dist\` |
| \`${scriptCommand(manager, 'start')}\` | runs what was compiled; \`PORT\` chooses the port (default: 3000) |
| \`docker build -t ${imageName(name)} .\` | builds an image that runs it |

\`\`\`sh
curl localhost:3000/hello/Ada     # {"greeting":"Hello, Ada!"}
\`\`\`
${TRY[ws]}
\`src/application.ts\` chooses the platforms, \`src/app.module.ts\` lists what the application is made of.
`;
}

/** Names of images have no scope with `@`. */
function imageName(name: string): string {
  return name.replace('@', '');
}

const TRY: Readonly<Record<ApplicationChoices['ws'], string>> = {
  none: '',
  'socket.io': `
In a file \`try.mjs\`, which \`node try.mjs\` runs while the application runs:

\`\`\`js
import { io } from 'socket.io-client';

const socket = io('http://localhost:3000');
socket.on('greeting', console.log);
socket.emit('hello', { name: 'Ada' }); // Hello, Ada!
\`\`\`
`,
  ws: `
In the console of a browser:

\`\`\`js
const socket = new WebSocket('ws://localhost:3000');
socket.onmessage = ({ data }) => console.log(data);
socket.onopen = () => socket.send(JSON.stringify({ event: 'hello', data: { name: 'Ada' } }));
// {"event":"greeting","data":"Hello, Ada!"}
\`\`\`
`,
};
