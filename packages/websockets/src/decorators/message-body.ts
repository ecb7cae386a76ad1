import type { ParameterDecoratorOptions, PipeTransform, Type } from '@portico/common';
import { createParameterDecorator, RouteParamtypes } from '@portico/common/internal';

type Pipe = Type<PipeTransform> | PipeTransform;

/**
 * Injects the data of the message, or one of its properties, transformed by pipes.
 *
 * @example handleEvent(\@MessageBody() data: string) {}
 * @example handleEvent(\@MessageBody('id', ParseIntPipe) id: number) {}
 * @see docs/gateways.md
 */
export function MessageBody(): ParameterDecorator;
export function MessageBody(...pipes: Pipe[]): ParameterDecorator;
export function MessageBody(options: ParameterDecoratorOptions): ParameterDecorator;
export function MessageBody(property: string | undefined, ...pipes: Pipe[]): ParameterDecorator;
export function MessageBody(property: string, options: ParameterDecoratorOptions): ParameterDecorator;
export function MessageBody(...given: unknown[]): ParameterDecorator {
  return createParameterDecorator('MessageBody', RouteParamtypes.BODY, given);
}
