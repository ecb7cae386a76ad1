import { setImmediate as immediate } from 'node:timers/promises';
import type { INestApplicationContext } from '@portico/common';
import type { Kit } from '../kit.js';
import { within } from '../within.js';
import { Built } from './build.js';
import type { ContainerCase, ContainerObservation, OverrideCase, Question } from './case.js';
import { errorKind } from './error-kind.js';
import { Recorder } from './recorder.js';

/** Turns of the event loop after which something that should be synchronous counts as hanging. */
const TIMEOUT_MS = 100;

/** Creates the application of a case, does its look-ups, and closes it. */
export async function runCase(kit: Kit, _platform: unknown, theCase: ContainerCase): Promise<ContainerObservation> {
  const recorder = new Recorder(kit.core.ModuleRef);
  const built = new Built(kit, theCase, recorder);
  let application: INestApplicationContext;
  try {
    application = await orHangs(start(kit, theCase, built));
  } catch (error) {
    return { outcome: errorKind(error), trace: recorder.trace, answers: [] };
  }
  const answers: string[] = [];
  const contexts = new Map<number, ContextId>();
  const contextOf = (context: number | undefined) => {
    if (context === undefined) return undefined;
    const known = contexts.get(context) ?? kit.core.ContextIdFactory.create();
    contexts.set(context, known);
    return known;
  };
  for (const question of theCase.questions) {
    recorder.note(`question ${answers.length}`);
    try {
      answers.push(recorder.drawTree(await orHangs(ask(kit, application, built, question, contextOf))));
    } catch (error) {
      answers.push(errorKind(error));
      // Events of work that it had started belong to it.
      await immediate();
    }
  }
  recorder.note('close');
  const closing = await orHangs(application.close()).then(() => 'closed', errorKind);
  return { outcome: 'started', trace: recorder.trace, answers, closing };
}

async function start(kit: Kit, theCase: ContainerCase, built: Built): Promise<INestApplicationContext> {
  const root = built.modules[0]!;
  if (theCase.made === 'context') {
    return await kit.core.NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
  }
  const builder = kit.testing.Test.createTestingModule({ imports: [root] }).setLogger(SILENT);
  for (const override of theCase.overrides) apply(builder, override, built);
  return await (await builder.compile()).init();
}

function apply(
  builder: ReturnType<Kit['testing']['Test']['createTestingModule']>,
  override: OverrideCase,
  built: Built,
): void {
  if (override.by === 'useModule') {
    builder.overrideModule(built.modules[override.module]!).useModule(built.modules[override.instead]!);
    return;
  }
  const by = builder.overrideProvider(built.token(override.token));
  if (override.by === 'useValue') by.useValue(built.substitute(`override:${override.token}`));
  else if (override.by === 'useClass') by.useClass(built.classes[override.of]!);
  else
    by.useFactory({
      factory: built.factory({ kind: 'useFactory', token: override.token, inject: [], result: 'object' }, 'override'),
    });
}

async function ask(
  kit: Kit,
  application: INestApplicationContext,
  built: Built,
  question: Question,
  contextOf: (context: number | undefined) => ContextId | undefined,
): Promise<unknown> {
  if (question.ask === 'load') {
    const loaded = await application.get(kit.core.LazyModuleLoader).load(() => built.modules[question.module]!);
    return loaded.get(built.modules[question.module]!);
  }
  const from = question.from === undefined ? application : application.select(built.modules[question.from]!);
  if (question.ask === 'create') {
    const reference = from.get(kit.core.ModuleRef, { strict: true });
    return await reference.create(built.classes[question.of]!, contextOf(question.context));
  }
  const token = built.token(question.token) as string;
  if (question.ask === 'introspect') return from.get(kit.core.ModuleRef, { strict: true }).introspect(token).scope;
  const options = { ...('strict' in question ? { strict: question.strict } : {}), each: question.ask === 'each' };
  if (question.ask === 'resolve') {
    return await from.resolve(token, contextOf(question.context) as ContextId, options as { strict?: boolean });
  }
  return from.get(token, options);
}

type ContextId = ReturnType<Kit['core']['ContextIdFactory']['create']>;

async function orHangs<T>(work: Promise<T> | T): Promise<T> {
  const outcome = await within(work, TIMEOUT_MS, HANGS);
  if (outcome === HANGS) throw new Error('boom hangs');
  return outcome;
}

const HANGS = Symbol('hangs');

const silent = () => undefined;
const SILENT = { log: silent, error: silent, warn: silent, debug: silent, verbose: silent, fatal: silent };
