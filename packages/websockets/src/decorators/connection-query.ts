import type { ParameterDecoratorOptions, PipeTransform, Type } from '@portico/common';
import { createParameterDecorator, RouteParamtypes } from '@portico/common/internal';

type Pipe = Type<PipeTransform> | PipeTransform;

/**
 * Injects the parameters of the query that the client connected with, or one of them, transformed by pipes. If a name
 * is repeated, the last value is used. URLs appear in logs, so pass secrets in a header or a cookie if possible.
 *
 * @example
 * \@SubscribeMessage('history')
 * history(\@ConnectionQuery('since', ParseIntPipe) since: number) {}
 * @see docs/gateways.md
 */
export function ConnectionQuery(): ParameterDecorator;
export function ConnectionQuery(...pipes: Pipe[]): ParameterDecorator;
export function ConnectionQuery(options: ParameterDecoratorOptions): ParameterDecorator;
export function ConnectionQuery(name: string, ...pipes: Pipe[]): ParameterDecorator;
export function ConnectionQuery(name: string, options: ParameterDecoratorOptions): ParameterDecorator;
export function ConnectionQuery(...given: unknown[]): ParameterDecorator {
  return createParameterDecorator('ConnectionQuery', RouteParamtypes.CONNECTION_QUERY, given);
}
