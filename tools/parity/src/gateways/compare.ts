import type { Difference } from '../area.js';
import { compareFacts, type Facts } from '../compare-facts.js';
import { counterpartOf, frameworkOf, type SubjectName } from '../subjects.js';
import type { GatewayCase, Step } from './case.js';
import { handlersOf, messagesOf, type Sent } from './differences/messages.js';
import { linesOf } from './differences/seen.js';
import type { GatewayObservation, StepObservation } from './observation.js';
import { isImpossible } from './whole-calls.js';

/**
 * Compares step by step: what each client received, and what gateways, hooks and the log say. Where the reference's
 * process would have crashed, or its client has closed the connection because of what it got, there is nothing more to
 * compare with, and Portico only has to go on.
 */
export function compareGateways(
  theCase: GatewayCase,
  observations: ReadonlyMap<SubjectName, GatewayObservation>,
): Difference[] {
  const ends = [...observations]
    .filter(([subject]) => frameworkOf(subject) === 'reference')
    .map(([, { steps }]) =>
      steps.findIndex((step, index) => step.crashes.length > 0 || clientsThatFail(theCase, step, index).length > 0),
    )
    .filter((index) => index >= 0);
  const end = Math.min(...ends);
  const facts = waits(theCase) ? factsOfAll : factsOf;
  const differences = compareFacts(
    new Map([...observations].map(([subject, observation]) => [subject, facts(theCase, observation, end)])),
  );
  return [
    ...ofFirstStep(theCase, differences).map((difference) => withTraces(theCase, difference, observations)),
    ...[...observations].flatMap(([subject, observation]) => impossibleIn(theCase, subject, observation)),
  ];
}

/** What Portico must not show, whatever the reference shows. */
function impossibleIn(theCase: GatewayCase, subject: SubjectName, { steps }: GatewayObservation): Difference[] {
  if (frameworkOf(subject) === 'reference') return [];
  return steps.flatMap((step, index) =>
    Object.entries(step.trace).flatMap(([owner, lines]) => {
      const path = `${nameOf(theCase.script, index, steps.length)}.trace.${owner}`;
      if (!isImpossible(theCase, path, lines, messagesAt(theCase, index), true)) return [];
      return [{ path: `${path} is impossible`, subject, portico: lines, reference: undefined }];
    }),
  );
}

/** The messages of a step, and those that may have waited until then. */
function messagesAt(theCase: GatewayCase, index: number): readonly Sent[] {
  return theCase.script.slice(waits(theCase) ? 0 : Math.max(0, index - 1), index).flatMap(messagesOf);
}

/** Whether a trace shows what Portico must not show. */
export function isFault(theCase: GatewayCase, { path, portico }: Difference): boolean {
  const { script } = theCase;
  const index = Number.parseInt(path, 10);
  const messages = path.startsWith('all.') ? script.flatMap(messagesOf) : messagesAt(theCase, index || 0);
  const inOrder = index > 0 && !races(theCase, script[index - 1]);
  return isImpossible(theCase, path, linesOf(portico), messages, inOrder);
}

/**
 * What comes after the first step that differs may follow from that. How the application starts, lives and closes, and
 * crashes, count always.
 */
function ofFirstStep(theCase: GatewayCase, differences: readonly Difference[]): Difference[] {
  const first = Math.min(...differences.map(({ path }) => placeOf(theCase, path)));
  return differences.filter(({ path }) => {
    const place = placeOf(theCase, path);
    return place === first || place === Number.POSITIVE_INFINITY || path.endsWith('.crash');
  });
}

/** Which step a path belongs to; infinite for what belongs to none. */
function placeOf({ script }: GatewayCase, path: string): number {
  if (!path.includes('.')) return Number.POSITIVE_INFINITY;
  const after = ['released', 'probe', 'goodbye', 'close'].indexOf(path.split('.', 1)[0]!);
  return after < 0 ? Number.parseInt(path, 10) || 0 : script.length + 1 + after;
}

function withTraces(
  theCase: GatewayCase,
  difference: Difference,
  observations: ReadonlyMap<SubjectName, GatewayObservation>,
): Difference {
  const place = difference.path.startsWith('all.') ? undefined : placeOf(theCase, difference.path);
  const trace = (of: SubjectName) => {
    const { steps } = observations.get(of)!;
    const seen = place === undefined ? steps : steps.slice(place, place + 1);
    return seen.flatMap((step) => Object.values(step.trace).flat());
  };
  const { subject } = difference;
  return { ...difference, traces: { portico: trace(subject), reference: trace(counterpartOf(subject)) } };
}

/** With Portico messages wait for `handleConnection`. If that waits for the script, they are handled in a later step. */
function waits({ gateways }: GatewayCase): boolean {
  return gateways.some(({ hooks }) => hooks.handleConnection?.when === 'gated');
}

/** All steps in one. */
function factsOfAll(theCase: GatewayCase, { steps, ...rest }: GatewayObservation, end: number): Facts {
  const { script } = theCase;
  const facts: Record<string, unknown> = {};
  if (end < steps.length) {
    addEnd(facts, 'all', theCase, steps[end]!, end);
    return facts;
  }
  const all = { trace: {}, clients: {}, hooks: [], errors: [], crashes: [] } as Mutable;
  for (const [index, seen] of steps.entries()) {
    const step = withoutLateReplies(seen, script[index - 1]);
    for (const key of ['trace', 'clients'] as const)
      for (const [name, lines] of Object.entries(step[key])) all[key][name] = [...(all[key][name] ?? []), ...lines];
    for (const key of ['hooks', 'errors', 'crashes'] as const) all[key].push(...step[key]);
  }
  // When a client goes decides how.
  addStep(facts, 'all', { ...all, clients: withEnds(all.clients) }, true);
  return { ...facts, ...rest };
}

interface Mutable {
  trace: Record<string, string[]>;
  clients: Record<string, string[]>;
  hooks: string[];
  errors: string[];
  crashes: string[];
}

/** @param end the step in which the reference crashes, or its client fails */
function factsOf(theCase: GatewayCase, { steps, ...rest }: GatewayObservation, end: number): Facts {
  const { script } = theCase;
  const facts: Record<string, unknown> = end < steps.length ? {} : { ...rest };
  for (const [index, step] of steps.entries()) {
    const name = nameOf(script, index, steps.length);
    if (index >= end) {
      if (index === end) addEnd(facts, name, theCase, step, index);
      continue;
    }
    const seen = withoutLateReplies(step, script[index - 1]);
    const isScript = index > 0 && index <= script.length;
    addStep(facts, name, seen, !isScript || races(theCase, script[index - 1]));
  }
  return facts;
}

function addStep(facts: Record<string, unknown>, name: string, step: StepObservation, isRace: boolean): void {
  // Where messages race, only what comes is compared, not in which order.
  const inOrder = (list: readonly string[]) => (isRace ? [...list].sort() : list);
  for (const [client, received] of Object.entries(step.clients)) facts[`${name}.${client}`] = inOrder(received);
  for (const [owner, trace] of Object.entries(step.trace)) {
    // The pipes of several parameters take turns.
    facts[`${name}.trace.${owner}`] = owner === 'pipes' ? [...trace].sort() : inOrder(trace);
  }
  // Which of several gateways is called first is open.
  for (const seen of step.hooks) {
    // Whether a cut connection is an error or its end depends on what is being written.
    const hook = seen.replace('transport error', 'transport close');
    const key = `${name}.hooks.${hook.split('.')[0]}`;
    facts[key] = inOrder([...((facts[key] as string[] | undefined) ?? []), hook]);
  }
  // With the reference a hook that fails crashes the process, now or in a later step.
  const errors = step.errors.filter((text) => !/Gateway\d+\.\w+\(\) failed/.test(text));
  if (errors.length > 0) facts[`${name}.errors`] = inOrder(errors);
  if (step.crashes.length > 0) facts[`${name}.crash`] = step.crashes;
}

function nameOf(script: readonly Step[], index: number, count: number): string {
  if (index === 0) return 'start';
  if (index === count - 1) return 'close';
  const step = script[index - 1];
  if (step) return `${index} ${step.do}`;
  if (index === count - 2) return 'goodbye';
  return index === script.length + 1 ? 'released' : 'probe';
}

/** The start of several gateways, messages that are handled at the same time, and a message that several handlers get. */
function races({ gateways }: GatewayCase, step: Step | undefined): boolean {
  if (step?.do === 'burst' || step?.do === 'release') return true;
  if (step?.do === 'connect' || step?.do === 'leave') return gateways.length > 1;
  const handlers = gateways.flatMap((gateway) => [...gateway.handlers, ...gateway.inherited]);
  return step !== undefined && messagesOf(step).some(({ event }) => handlersOf(handlers, event).length > 1);
}

function addEnd(
  facts: Record<string, unknown>,
  name: string,
  theCase: GatewayCase,
  step: StepObservation,
  index: number,
): void {
  facts[`${name}.crash`] = step.crashes;
  facts[`${name}.unreadable`] = clientsThatFail(theCase, step, index);
}

const END = /^(close|disconnect)/;

/** That each client has gone, not how: a server that disconnects it at the same time may be first. */
function withEnds(clients: StepObservation['clients']): StepObservation['clients'] {
  const ended = (line: string) => (END.test(line) ? line.split(' ', 1)[0]! : line);
  return Object.fromEntries(Object.entries(clients).map(([name, lines]) => [name, lines.map(ended)]));
}

/** The clients that close their connection because they cannot read what they get, unless they leave anyway. */
function clientsThatFail({ script }: GatewayCase, { clients }: StepObservation, index: number): readonly string[] {
  if (script[index - 1]?.do === 'send-and-leave') return [];
  return Object.keys(clients).filter((name) => clients[name]!.includes('disconnect parse error'));
}

/** Whether a reply still reaches a client that leaves is a matter of chance. */
function withoutLateReplies(seen: StepObservation, step: Step | undefined): StepObservation {
  if (step?.do !== 'send-and-leave') return seen;
  const keep = (lines: readonly string[] = [], isKept: RegExp) => lines.filter((line) => isKept.test(line));
  const name = `client ${step.client}`;
  const clients = withEnds(seen.clients);
  const trace = Object.entries(seen.trace).map(([owner, lines]) => [
    owner,
    keep(lines, /^(?!.*interceptor\d+ (after|failed|completed))/),
  ]);
  return {
    ...seen,
    clients: name in clients ? { ...clients, [name]: keep(clients[name], END) } : clients,
    trace: Object.fromEntries(trace),
  };
}
