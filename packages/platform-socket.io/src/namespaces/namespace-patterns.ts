import { compilePath, type PathParameters, type PathTemplate } from '@portico/core/transports';
import type { Namespace, Server, Socket } from 'socket.io';

type NamespaceOption = Parameters<Server['of']>[0];

/** Namespaces whose name is a path with parameters, such as `/rooms/:room`. */
export class NamespacePatterns {
  private readonly templates = new WeakMap<Server, PathTemplate[]>();
  /** Namespaces with a static name: their clients have no parameters, even if the name matches a pattern. */
  private readonly named = new WeakSet<object>();

  /** Creates a namespace; if two patterns match a name, the first one gets its clients. */
  of(server: Server, namespace: NamespaceOption): Namespace {
    const template = typeof namespace === 'string' ? compilePath(undecoded(namespace), 'a namespace') : undefined;
    if (!template?.isPattern) {
      const made = server.of(namespace);
      if (template) this.named.add(made);
      return made;
    }
    const known = this.templates.get(server);
    if (known) known.push(template);
    else this.templates.set(server, [template]);
    return server.of((name, _auth, next) => next(null, matchName(template, name) !== undefined));
  }

  /** Returns the parameters in the name of the namespace of a client. */
  parametersOf({ nsp }: Socket): PathParameters | undefined {
    if (this.named.has(nsp)) return undefined;
    for (const template of this.templates.get(nsp.server) ?? []) {
      const parameters = matchName(template, nsp.name);
      if (parameters) return parameters;
    }
    return undefined;
  }
}

function matchName(template: PathTemplate, name: string): PathParameters | undefined {
  return template.match(undecoded(name));
}

/** Names are not URLs, so they are not decoded. */
function undecoded(name: string): string {
  return name.replaceAll('%', '%25');
}
