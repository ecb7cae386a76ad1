import type { INestApplicationContext } from '@portico/common';
import { ApplicationConfig, ModulesContainer } from '@portico/core';
import type { ProviderRecord } from '@portico/core/transports';
import type { GatewayDescription } from '../../contracts/gateways/gateway-description.js';
import type { AdapterChoice } from '../adapters/choose-adapters.js';
import { type GatewayRecord, readGateway } from '../gateway-record.js';
import { describeGateway } from './describe-gateway.js';
import { startedGateways } from './started-gateways.js';

/**
 * Returns the gateways of an application: where they are, what they subscribe to, and by which guards they are
 * protected. For tools that describe an application.
 *
 * @param app before or after it has started. Before that, what factories of options return is not known, and neither is an adapter that
 *   the application does not set itself
 * @example
 * for (const { name, path, messages } of gatewaysOf(app)) console.log(name, path, messages.map(({ event }) => event));
 * @see docs/gateways.md
 */
export function gatewaysOf(app: Pick<INestApplicationContext, 'get'>): readonly GatewayDescription[] {
  const config = app.get(ApplicationConfig);
  const started = startedGateways(config);
  if (started) return started;
  const modules = [...app.get(ModulesContainer).values()];
  return modules
    .flatMap((module) => [...module.providers.values()])
    .filter(isClass)
    .map(readGateway)
    .filter((record) => record !== undefined)
    .map((record) => describeGateway(record, { isStarted: false, choice: choiceOf(record, config, app) }));
}

/** As `bind()` of the transport is given them: a gateway is a class. */
function isClass(record: ProviderRecord): record is ProviderRecord<object> {
  return record.kind === 'class' && typeof record.metatype === 'function';
}

function choiceOf(
  { options: { adapter: name } }: GatewayRecord,
  config: ApplicationConfig,
  app: object,
): Partial<AdapterChoice> {
  if (typeof name === 'string') return { name, adapter: config.getNamedAdapters(app).get(name)?.adapter };
  return { adapter: config.getIoAdapter(app) ?? undefined };
}
