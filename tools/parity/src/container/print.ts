import type { ContainerCase, Dependency, ExportCase, ImportCase, ProviderCase, Question } from './case.js';

/** A case as a program that a reader of the documents understands. */
export function printCase(theCase: ContainerCase): string {
  const lines: string[] = [];
  for (const [index, entry] of theCase.classes.entries()) {
    const { scope, durable, guards = [], hooks, hookTicks, failing, throws } = entry;
    const options = [scope && `scope: ${scope}`, durable !== undefined && `durable: ${durable}`].filter(Boolean);
    const isController = theCase.modules.some(({ controllers }) => controllers.includes(index));
    const body = [
      entry.params.length > 0 || throws
        ? `constructor(${entry.params.map(dependency).join(', ')}) {${throws ? " throw new Error('boom') " : ''}}`
        : '',
      ...entry.properties.map((one, place) => `p${place}: ${dependency(one)};`),
      ...hooks.map((hook) => hookText(hook, hookTicks, failing)),
    ].filter(Boolean);
    const decorator = isController ? 'Controller' : 'Injectable';
    const guarded = guards.length > 0 ? ` @UseGuards(${guards.map((guard) => `C${guard}`).join(', ')})` : '';
    lines.push(
      `@${decorator}(${options.length > 0 ? `{ ${options.join(', ')} }` : ''})${guarded} class C${index} { ${body.join(' ')} }`,
    );
  }
  for (const [index, entry] of theCase.dynamics.entries()) {
    const parts = [
      `module: M${entry.module}`,
      entry.global === undefined ? '' : `global: ${entry.global}`,
      list('imports', entry.imports.map(importText)),
      list('providers', entry.providers.map(providerText)),
      list('exports', entry.exports.map(exportText)),
    ];
    lines.push(`const D${index} = { ${parts.filter(Boolean).join(', ')} };`);
  }
  for (const [index, entry] of [...theCase.modules.entries()].reverse()) {
    const parts = [
      list('imports', entry.imports.map(importText)),
      list('providers', entry.providers.map(providerText)),
      list(
        'controllers',
        entry.controllers.map((one) => `C${one}`),
      ),
      list('exports', entry.exports.map(exportText)),
    ];
    const body = [
      entry.params.length > 0 ? `constructor(${entry.params.map(dependency).join(', ')}) {}` : '',
      ...entry.hooks.map((hook) => hookText(hook, entry.hookTicks, entry.failing)),
    ].filter(Boolean);
    const inner = parts.filter(Boolean).join(', ');
    lines.push(
      `${entry.global ? '@Global() ' : ''}@Module({ ${inner} }) class M${index} {${body.length > 0 ? ` ${body.join(' ')} ` : ''}}`,
    );
  }
  if (theCase.made === 'context') lines.push('const app = await NestFactory.createApplicationContext(M0);');
  else {
    const overrides = theCase.overrides.map((one) => {
      if (one.by === 'useModule') return `.overrideModule(M${one.module}).useModule(M${one.instead})`;
      return `.overrideProvider(${one.token}).${one.by}(${one.by === 'useClass' ? `C${one.of}` : '…'})`;
    });
    lines.push(
      `const app = await Test.createTestingModule({ imports: [M0] })${overrides.join('')}.compile(); await app.init();`,
    );
  }
  for (const [index, question] of theCase.questions.entries()) lines.push(`${questionText(question)}; // ${index}`);
  return lines.join('\n');
}

function hookText(hook: string, ticks: number | undefined, failing: string | undefined): string {
  const body = hook === failing ? " throw new Error('boom') " : '';
  const waiting = ticks === undefined ? '' : `/* after ${ticks} microtasks */`;
  return `${ticks === undefined ? '' : 'async '}${hook}() {${waiting}${body}}`;
}

function dependency({ token, optional, forward }: Dependency): string {
  return `${optional ? '@Optional() ' : ''}${forward ? `@Inject(forwardRef(() => ${token}))` : token}`;
}

function list(name: string, entries: readonly string[]): string {
  return entries.length > 0 ? `${name}: [${entries.join(', ')}]` : '';
}

function importText(entry: ImportCase): string {
  if ('dynamic' in entry) return entry.form === 'promise' ? `Promise.resolve(D${entry.dynamic})` : `D${entry.dynamic}`;
  return entry.form === 'forward' ? `forwardRef(() => M${entry.module})` : `M${entry.module}`;
}

function exportText(entry: ExportCase): string {
  return typeof entry === 'string' ? entry : `D${entry.dynamic}`;
}

function providerText(entry: ProviderCase): string {
  if (entry.kind === 'class') return `C${entry.of}`;
  const provide = `provide: ${entry.token}`;
  if (entry.kind === 'useClass')
    return `{ ${provide}, useClass: C${entry.of}${entry.scope ? `, scope: ${entry.scope}` : ''} }`;
  if (entry.kind === 'useExisting') return `{ ${provide}, useExisting: ${entry.existing} }`;
  if (entry.kind === 'useValue') return `{ ${provide}, useValue: /* ${entry.value} */ }`;
  const inject = entry.inject.length > 0 ? `, inject: [${entry.inject.map(dependency).join(', ')}]` : '';
  const waiting = entry.ticks === undefined ? 'useFactory' : `useFactory after ${entry.ticks} microtasks`;
  return `{ ${provide}, ${waiting}: /* ${entry.result} */${inject}${entry.scope ? `, scope: ${entry.scope}` : ''} }`;
}

function questionText(question: Question): string {
  if (question.ask === 'load') return `await app.get(LazyModuleLoader).load(() => M${question.module})`;
  const from = question.from === undefined ? 'app' : `app.select(M${question.from})`;
  if (question.ask === 'introspect') return `${from}.get(ModuleRef).introspect(${question.token})`;
  const context = 'context' in question && question.context !== undefined ? `, context${question.context}` : '';
  if (question.ask === 'create') return `await ${from}.get(ModuleRef).create(C${question.of}${context})`;
  const strict = question.strict === undefined ? '' : `, { strict: ${question.strict} }`;
  if (question.ask === 'each') {
    return `${from}.get(${question.token}, { each: true${question.strict === undefined ? '' : `, strict: ${question.strict}`} })`;
  }
  if (question.ask === 'get') return `${from}.get(${question.token}${strict})`;
  return `await ${from}.resolve(${question.token}${context}${strict})`;
}
