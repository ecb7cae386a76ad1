import type { PlatformChoices } from './platforms.js';

/** The README of a new platform package. */
export function platformReadme({ name, kind }: PlatformChoices, className: string): string {
  return `# ${name}

${className} as ${kind === 'http' ? 'an HTTP' : 'a WebSocket'} platform of Portico.

\`\`\`sh
npm i @portico/common @portico/core ${kind === 'http' ? '' : '@portico/websockets '}${name} reflect-metadata rxjs
\`\`\`

\`\`\`ts
${USE[kind](name, className)}
\`\`\`

## Working on it

| command | does |
|---|---|
| \`npm test\` | runs the conformance suite on the adapter |
| \`npm run typecheck\` | checks the types of sources and tests |
| \`npm run build\` | compiles what is published into \`dist\` |
| \`npm run check-types\` | checks that applications get every type that \`dist\` mentions; \`npm pack\` runs it too |
| \`npm run check\` | all of these |
| \`npm pack --dry-run\` | lists what would be published |

\`src/adapter.ts\` contains a small adapter that works. Replace its library with yours, and keep the tests passing:
${LIBRARY[kind]}

Say in \`src/${kind === 'http' ? 'conformance.spec.ts' : 'platform.fixture.ts'}\` what the platform can do; \`node_modules/@portico/conformance/README.md\` describes each
capability. \`npm test -- -t ${kind === 'http' ? 'routing' : 'streams'}\` runs one suite. The guide is "Contributing a platform" in Portico's documentation.
`;
}

/** What belongs to the library that an author replaces. */
const LIBRARY = {
  http:
    '`src/stand-in.ts` and the dependency `path-to-regexp` stand for it, and `src/body-parsing.ts` and `src/encode-body.ts` do what ' +
    'most libraries do themselves.',
  websocket: 'the dependencies `ws` and `@types/ws`, and `src/close-clients.ts`. `src/messages.ts` can stay as it is.',
};

const USE = {
  http: (name: string, className: string) => `import { NestFactory } from '@portico/core';
import { ${className}Adapter } from '${name}';
import { AppModule } from './app.module.js';

const app = await NestFactory.create(AppModule, new ${className}Adapter());
await app.listen(3000);`,
  websocket: (name: string, className: string) => `import { NestFactory } from '@portico/core';
import { ${className}Adapter } from '${name}';
import { AppModule } from './app.module.js';

const app = await NestFactory.create(AppModule);
app.useWebSocketAdapter(new ${className}Adapter(app));
await app.listen(3000);`,
};
