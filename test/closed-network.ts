import net from 'node:net';

/** The network is closed in tests except loopback: any other connection fails at once and names its target. */
// eslint-disable-next-line @typescript-eslint/unbound-method -- called below with the socket that it belongs to
const connect = net.Socket.prototype.connect;
const isLoopback = (host: unknown): boolean =>
  host === undefined || host === 'localhost' || host === '::1' || (typeof host === 'string' && /^127\./.test(host));

net.Socket.prototype.connect = function (this: net.Socket, ...parameters: unknown[]) {
  const first = Array.isArray(parameters[0]) ? (parameters[0] as unknown[])[0] : parameters[0];
  const host =
    typeof first === 'object' && first !== null && 'host' in first
      ? first.host
      : typeof parameters[1] === 'string'
        ? parameters[1]
        : undefined;
  if (!isLoopback(host)) throw new Error(`the network is closed in tests: connection to ${String(host)}`);
  return Reflect.apply(connect, this, parameters) as net.Socket;
};
