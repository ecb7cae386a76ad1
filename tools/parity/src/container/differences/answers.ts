import type { Difference } from '../../area.js';
import type { ContainerCase, Dependency, OverrideCase, ProviderCase, Question, Token } from '../case.js';
import { importsBelow, questionOf, tokenOfProvider } from '../case-facts.js';
import type { Graph } from '../graph.js';
import { isPerRequest, isTransient } from './contexts.js';
import { graphOf } from './cycles-of.js';
import { partsLoadedBefore, provides } from './parts.js';

/** An object of an answer: its name, and what it holds, unless the answer has shown that before. */
interface Shown {
  readonly name: string;
  readonly args?: readonly Answer[];
  readonly properties?: ReadonlyMap<string, Answer>;
}

type Answer = Shown | readonly Answer[];

/**
 * Whether an answer is what a question asks for: a complete instance of a provider, or an error that can occur. Which of
 * several providers of a token is right is not checked, unless the look-up is strict.
 */
export function isAnswerOf(theCase: ContainerCase, question: Question, answer: unknown): boolean {
  const text = String(answer);
  const graph = graphOf(theCase);
  const asked = askedBy(question);
  // The class of a module can be request-scoped, too.
  if (text === 'scoped provider') return CANNOT_BE_SCOPED.has(question.ask) && isScoped(theCase, asked);
  const thrown = thrownIn(text);
  if (thrown !== undefined) return thrown === asked || graph.reaches(asked, thrown) || question.ask === 'load';
  if (text === 'unknown element') return !isProvided(theCase, question, asked);
  // What replaces a provider has another scope.
  if (question.ask === 'introspect' && theCase.overrides.some(({ by }) => by !== 'useModule'))
    return /^[012]$/.test(text);
  if (question.ask === 'introspect') return text === String(scopeOf(theCase, graph, asked));
  const parsed = parse(text);
  if (parsed === undefined) return false;
  // `create()` constructs the class itself, whatever replaces its provider.
  if (question.ask === 'create') return 'name' in parsed && isOfClass(theCase, parsed, question.of);
  if (question.ask !== 'each') return isInstanceOf(theCase, parsed, asked);
  return Array.isArray(parsed) && parsed.every((each: Answer) => isInstanceOf(theCase, each, asked));
}

/** Whether a difference is in the outcome of the start or in an answer, and Portico's is one that can be right. */
export function isRight(theCase: ContainerCase, difference: Difference): boolean {
  const { path, portico } = difference;
  const question = questionOf(theCase, difference);
  return question ? isAnswerOf(theCase, question, portico) : path === 'outcome' && isReached(portico);
}

/** Whether a start constructed what it was to construct, whose constructors and factories may fail. */
export function isReached(outcome: unknown): boolean {
  return /^(?:started|boom .*)$/.test(String(outcome));
}

/** What has failed, in an answer or outcome that is the failure of a constructor, a factory or a value. */
export function thrownIn(text: string): Token | undefined {
  return /^boom (?:v:)?(\w+)(?:@[\w.]+)?$/.exec(text)?.[1];
}

/** The questions that are asked without a context. */
const CANNOT_BE_SCOPED: ReadonlySet<Question['ask']> = new Set(['get', 'each', 'create', 'load']);

function askedBy(question: Question): Token {
  if (question.ask === 'create') return `C${question.of}`;
  return question.ask === 'load' ? `M${question.module}` : question.token;
}

function scopeOf(theCase: ContainerCase, graph: Graph, token: Token): number {
  if (isPerRequest(theCase, graph, token)) return 2;
  return isTransient(theCase, token) ? 1 : 0;
}

function isScoped(theCase: ContainerCase, token: Token): boolean {
  return scopeOf(theCase, graphOf(theCase), token) > 0;
}

/** Whether a token certainly has a provider: in a module that was there from the start, and is not replaced. */
function isProvided(theCase: ContainerCase, question: Question, token: Token): boolean {
  const { modules, dynamics, overrides } = theCase;
  const from = 'strict' in question && question.strict === true ? (question.from ?? 0) : undefined;
  const imports = overrides.some(({ by }) => by === 'useModule') ? [] : importsBelow(theCase, 0);
  const isThere = (module: number) =>
    module === 0 || imports.some((entry) => 'module' in entry && entry.module === module);
  const isMeant = (module: number) => from === undefined || from === module;
  const isOf = (each: ProviderCase) => tokenOfProvider(each) === token;
  return (
    modules.some(
      ({ providers, controllers }, index) =>
        isThere(index) &&
        isMeant(index) &&
        (providers.some(isOf) || token === `M${index}` || controllers.some((each) => token === `C${each}`)),
    ) ||
    dynamics.some(
      ({ module, providers }, index) =>
        imports.some((entry) => 'dynamic' in entry && entry.dynamic === index) &&
        isMeant(module) &&
        providers.some(isOf),
    )
  );
}

/** Whether an object is an instance of a provider, and so are all objects in it of what they are injected for. */
function isInstanceOf(theCase: ContainerCase, answer: Answer, token: Token): boolean {
  if (!('name' in answer)) return false;
  const { name } = answer;
  if (token === 'INQUIRER') return /^(?:unmade )?[CM]\d+(?:#\d+'*)?$|^(?:undefined|null)$/.test(name);
  if (token === 'REQUEST') return /^(?:undefined|Object)$/.test(name);
  if (token === 'ModuleRef') return name === 'a ModuleRef';
  if (token === 'Reflector') return name === 'Reflector';
  const override = theCase.overrides.find((each) => each.by !== 'useModule' && each.token === token);
  if (override !== undefined) {
    if (isOverride(theCase, answer, token, override)) return true;
    // Modules that are loaded later have their own providers.
    if (!provides(theCase, partsLoadedBefore(theCase, theCase.questions.length), token)) return false;
  }
  const module = theCase.modules[Number(/^M(\d+)$/.exec(token)?.[1] ?? -1)];
  if (module) return isMade(theCase, answer, token, module.params);
  const providers = providersOf(theCase, token);
  const index = Number(/^C(\d+)$/.exec(token)?.[1] ?? -1);
  if (index >= 0 && isOfClass(theCase, answer, index)) return true;
  return providers.some(({ provider, place }) => isFrom(theCase, answer, provider, place));
}

function isOverride(theCase: ContainerCase, answer: Shown, token: Token, override: OverrideCase): boolean {
  if (override.by === 'useValue') return answer.name === `override:${token}`;
  if (override.by === 'useFactory') return isMade(theCase, answer, `f:${token}@override`, []);
  return override.by === 'useClass' && isOfClass(theCase, answer, override.of);
}

function isFrom(theCase: ContainerCase, answer: Shown, provider: ProviderCase, place: string): boolean {
  const { name } = answer;
  switch (provider.kind) {
    case 'class':
    case 'useClass':
      return isOfClass(theCase, answer, provider.of);
    case 'useExisting':
      return isInstanceOf(theCase, answer, provider.existing);
    case 'useValue': {
      if (provider.value === 'zero') return name === '0';
      if (provider.value === 'null' || provider.value === 'undefined') return name === provider.value;
      return name.replace(/'*$/, '') === `v:${provider.token}@${place}`;
    }
    default: {
      if (provider.result === 'null' || provider.result === 'undefined') return name === provider.result;
      return isMade(theCase, answer, `f:${provider.token}@${place}`, provider.inject);
    }
  }
}

function isOfClass(theCase: ContainerCase, answer: Shown, index: number): boolean {
  const { params, properties } = theCase.classes[index]!;
  return isMade(theCase, answer, `C${index}`, params, properties);
}

/** Whether an object has a name and a number, and holds an instance of each of its dependencies. */
function isMade(
  theCase: ContainerCase,
  { name, args, properties }: Shown,
  expected: string,
  params: readonly Dependency[],
  keys: readonly Dependency[] = [],
): boolean {
  if (name.replace(/#\d+'*$/, '') !== expected || !/#\d+'*$/.test(name)) return false;
  if (args === undefined) return true;
  const isDependency = (answer: Answer | undefined, { token, optional }: Dependency): boolean =>
    answer === undefined || (optional === true && 'name' in answer && answer.name === 'undefined')
      ? optional === true || isEmpty(theCase, token)
      : isInstanceOf(theCase, answer, token);
  return (
    args.length === params.length &&
    params.every((each, place) => isDependency(args[place], each)) &&
    keys.every((each, place) => isDependency(properties?.get(`p${place}`), each))
  );
}

/** Whether a property that injects a token may keep its initial value. */
function isEmpty(theCase: ContainerCase, token: Token): boolean {
  if (token === 'INQUIRER' || token === 'REQUEST') return true;
  return providersOf(theCase, token).some(({ provider }) => {
    if (provider.kind === 'useExisting') return isEmpty(theCase, provider.existing);
    const result = provider.kind === 'useValue' ? provider.value : provider.kind === 'useFactory' && provider.result;
    return result === 'null' || result === 'undefined';
  });
}

function providersOf({ modules, dynamics }: ContainerCase, token: Token): { provider: ProviderCase; place: string }[] {
  const within = (kind: 'M' | 'D') => (each: { readonly providers: readonly ProviderCase[] }, index: number) =>
    each.providers.flatMap((provider, at) =>
      tokenOfProvider(provider) === token ? [{ provider, place: `${kind}${index}.${at}` }] : [],
    );
  return [...modules.flatMap(within('M')), ...dynamics.flatMap(within('D'))];
}

/** An answer, which `Recorder.drawTree()` has written. */
function parse(text: string): Answer | undefined {
  let at = 0;
  const skip = (expected: string): boolean => {
    if (!text.startsWith(expected, at)) return false;
    at += expected.length;
    return true;
  };
  const list = (): Answer[] | undefined => {
    const entries: Answer[] = [];
    while (!skip(']')) {
      if (entries.length > 0 && !skip(', ')) return undefined;
      const entry = value();
      if (entry === undefined) return undefined;
      entries.push(entry);
    }
    return entries;
  };
  const value = (): Answer | undefined => {
    if (skip('[')) return list();
    const [name] = /^(?:unmade |a )?[^\s,[\]{}]+/.exec(text.slice(at)) ?? [];
    if (name === undefined) return undefined;
    at += name.length;
    if (!skip(' { args: [')) return { name };
    const args = list();
    const properties = new Map<string, Answer>();
    while (args && skip(', ')) {
      const [key = ''] = /^p\d+/.exec(text.slice(at)) ?? [];
      at += key.length;
      const held = skip(': ') ? value() : undefined;
      if (held === undefined) return undefined;
      properties.set(key, held);
    }
    return args && skip(' }') ? { name, args, properties } : undefined;
  };
  const parsed = value();
  return at === text.length ? parsed : undefined;
}
