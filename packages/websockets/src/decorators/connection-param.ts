import type { ParameterDecoratorOptions, PipeTransform, Type } from '@portico/common';
import { createParameterDecorator, RouteParamtypes } from '@portico/common/internal';

type Pipe = Type<PipeTransform> | PipeTransform;

/**
 * Injects the parameters of the path that the client connected to, or one of them, transformed by pipes. Values are
 * decoded. A wildcard is a list of the segments that it matches.
 *
 * @example
 * \@WebSocketGateway({ path: '/rooms/:room' })
 * class RoomGateway {
 *   \@SubscribeMessage('say')
 *   say(\@ConnectionParam('room') room: string, \@MessageBody() text: string) {}
 * }
 * @see docs/gateways.md
 */
export function ConnectionParam(): ParameterDecorator;
export function ConnectionParam(...pipes: Pipe[]): ParameterDecorator;
export function ConnectionParam(options: ParameterDecoratorOptions): ParameterDecorator;
export function ConnectionParam(name: string, ...pipes: Pipe[]): ParameterDecorator;
export function ConnectionParam(name: string, options: ParameterDecoratorOptions): ParameterDecorator;
export function ConnectionParam(...given: unknown[]): ParameterDecorator {
  return createParameterDecorator('ConnectionParam', RouteParamtypes.CONNECTION_PARAM, given);
}
