import { connect } from 'node:net';

/** What became of one attempt to connect. `refused`: something at the address sent the attempt back. */
export type Door = {
  readonly address: string;
  readonly port: number;
  readonly answer: 'open' | 'refused' | 'silent' | 'unreachable';
};

const PATIENCE_MS = 4_000;

/** Knocks at TCP ports of several addresses, side by side. */
export const knock = (addresses: readonly string[], ports: readonly number[]): Promise<Door[]> =>
  Promise.all(addresses.flatMap((address) => ports.map((port) => knockAt(address, port))));

function knockAt(address: string, port: number): Promise<Door> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (answer: Door['answer']): void => {
      clearTimeout(bound);
      socket.destroy();
      resolve({ address, port, answer });
    };
    const bound = setTimeout(end, PATIENCE_MS, 'silent');
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
