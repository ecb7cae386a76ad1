import { isDeepStrictEqual } from 'node:util';
import type { GatewayDescription, GatewayMessageDescription, GuardReference } from '@portico/websockets';
import type { AsyncApiReference, AsyncApiSecurityScheme } from '../async-api-document.js';
import { readFact } from '../decorators/metadata.js';
import { Names } from './names.js';
import { passportGuard } from './passport-guard.js';

const FACT = 'portico:asyncapi:security';

/** The security schemes of a document. Each has one name, even if several gateways use it. */
export class SecuritySchemes {
  private readonly names = new Names<AsyncApiSecurityScheme>();
  private readonly known: { readonly scheme: AsyncApiSecurityScheme; readonly name: string }[] = [];

  referencesTo(schemes: readonly AsyncApiSecurityScheme[]): readonly AsyncApiReference[] {
    const names = new Set(schemes.map((scheme) => this.nameOf(scheme)));
    return [...names].map((name) => ({ $ref: `#/components/securitySchemes/${name}` }));
  }

  toObject(): Record<string, AsyncApiSecurityScheme> {
    return this.names.toObject();
  }

  private nameOf(scheme: AsyncApiSecurityScheme): string {
    const known = this.known.find((each) => isDeepStrictEqual(each.scheme, scheme));
    if (known) return known.name;
    const name = this.names.add(wantedName(scheme), scheme);
    this.known.push({ scheme, name });
    return name;
  }
}

/** Returns the credentials that a gateway requires: those declared on its class, or else those of its guards. */
export function connectionSchemes({ gateway, connection }: GatewayDescription): readonly AsyncApiSecurityScheme[] {
  return readFact(FACT, gateway) ?? connection.guards.flatMap(schemesOfGuard);
}

/** Returns the credentials that a handler requires in addition. */
export function messageSchemes(
  { gateway }: GatewayDescription,
  { handler, guards }: GatewayMessageDescription,
): readonly AsyncApiSecurityScheme[] {
  const methods: Readonly<Record<string, unknown>> = gateway.prototype;
  const method = methods[handler];
  const own = typeof method === 'function' ? readFact(FACT, method) : undefined;
  return own ?? guards.flatMap(schemesOfGuard);
}

/** Returns a stable name: classes created by a function, such as `AuthGuard('jwt')`, may have a new name at each start. */
export function guardName(guard: GuardReference): string {
  const type = typeOf(guard);
  if (!isGenerated(type.name)) return type.name;
  const passport = passportGuard(type);
  return passport?.isItself ? `AuthGuard('${passport.strategy}')` : 'Guard';
}

/** Whether `mixin()` generated the name, which then consists of random lower-case letters and digits. */
function isGenerated(name: string): boolean {
  return name === '' || (/^[\da-z]+$/.test(name) && /\d/.test(name));
}

function schemesOfGuard(guard: GuardReference): readonly AsyncApiSecurityScheme[] {
  const type = typeOf(guard);
  const stated = readFact(FACT, type);
  if (stated) return stated;
  const passport = passportGuard(type);
  return passport ? [passport.scheme] : [];
}

function typeOf(guard: GuardReference): Function {
  return typeof guard === 'function' ? guard : guard.constructor;
}

function wantedName(scheme: AsyncApiSecurityScheme): string {
  if (scheme.type === 'http') return scheme.scheme;
  return scheme.type === 'httpApiKey' ? scheme.name : scheme.type;
}
