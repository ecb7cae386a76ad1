/**
 * Where a handler's parameter comes from. The numbers are part of the metadata contract: the keys of
 * `__routeArguments__` contain them, and transports share them (a socket is a `REQUEST`, a message body a `BODY`).
 */
export enum RouteParamtypes {
  REQUEST = 0,
  RESPONSE = 1,
  NEXT = 2,
  BODY = 3,
  QUERY = 4,
  PARAM = 5,
  HEADERS = 6,
  SESSION = 7,
  FILE = 8,
  FILES = 9,
  HOST = 10,
  IP = 11,
  RAW_BODY = 12,
  ACK = 13,
  COOKIES = 14,
  SIGNED_COOKIES = 15,
  /** Beyond the numbers of the documented contract. */
  SIGNAL = 100,
  CONNECTED_CLIENT = 110,
  GATEWAY_CLIENTS = 111,
  CONNECTION_PARAM = 120,
  CONNECTION_QUERY = 121,
}
