import type { Namespace, Server } from 'socket.io';
import { connectingClientsOf, patternsOf } from '../internals.js';
import { isParentNamespace } from './dynamic-rooms.js';

/**
 * Removes a namespace that was created for a client when its last client has left, or was refused: clients can choose
 * any number of names. The option `cleanupEmptyChildNamespaces` of socket.io also removes a namespace that a client is
 * about to enter, which then is in a namespace that nobody knows.
 */
export function removeEmptyNamespaces(io: Server): void {
  io.on('new_namespace', (namespace) => {
    const parent = parentOf(io, namespace);
    if (parent) watch(io, namespace, parent);
  });
}

function watch(io: Server, namespace: Namespace, parent: Set<Namespace>): void {
  const { _add, _remove } = namespace;
  const connecting = connectingClientsOf(namespace);
  let entering = 0;
  const removeIfEmpty = (): void => {
    if (entering > 0 || namespace.sockets.size > 0 || connecting.size > 0) return;
    // Another namespace may have the name by now.
    if (io._nsps.get(namespace.name) === namespace) io._nsps.delete(namespace.name);
    if (parent.delete(namespace)) namespace.adapter.close();
  };
  namespace._add = async (...args) => {
    entering += 1;
    try {
      await _add.apply(namespace, args);
    } finally {
      entering -= 1;
      removeIfEmpty();
    }
  };
  namespace._remove = (socket) => {
    _remove.call(namespace, socket);
    removeIfEmpty();
  };
}

/** Returns the children of the pattern to which a namespace belongs. */
function parentOf(io: Server, namespace: Namespace): Set<Namespace> | undefined {
  for (const parent of patternsOf(io)) {
    if (isParentNamespace(parent) && parent.children.has(namespace)) return parent.children;
  }
  return undefined;
}
