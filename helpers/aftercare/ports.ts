import { connect } from 'node:net';

/** What became of one attempt to connect. `refused`: something at the address sent the attempt back. */
export type PortState = {
  readonly address: string;
  readonly port: number;
  readonly answer: 'open' | 'refused' | 'silent' | 'unreachable';
};

const TIMEOUT_MS = 4_000;

/** Knocks at TCP ports of several addresses, side by side. */
export const probePorts = (addresses: readonly string[], ports: readonly number[]): Promise<PortState[]> =>
  Promise.all(addresses.flatMap((address) => ports.map((port) => knockAt(address, port))));

function knockAt(address: string, port: number): Promise<PortState> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (answer: PortState['answer']): void => {
      clearTimeout(bound);
      socket.destroy();
      resolve({ address, port, answer });
    };
    const bound = setTimeout(end, TIMEOUT_MS, 'silent');
    socket.once('connect', () => {
      end('open');
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      end(
        code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'refused' : code === 'ETIMEDOUT' ? 'silent' : 'unreachable',
      );
    });
  });
}
