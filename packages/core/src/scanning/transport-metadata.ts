/**
 * The metadata key under which a class decorator leaves the transport that serves the class. The
 * decorator carries the transport: core imports none, and finds those that an application uses
 * on the classes of its providers.
 */
export const TRANSPORT_METADATA = 'portico:transport';
