import { connect } from 'node:net';
import { NoAnswer } from '../core/no-answer.js';
import type { Reachable } from '../ssh/ssh-script.js';
import { hostLabel, runScript } from '../ssh/ssh.js';
import { patient } from '../core/patience.js';

/** The outcome of one attempt to connect. `refused`: something at the address is alive and rejected the attempt. */
export type PortState = {
  readonly address: string;
  readonly port: number;
  readonly answer: 'open' | 'refused' | 'silent' | 'unreachable';
};

const TIMEOUT_MS = patient(4_000);

/** Tries TCP ports of several addresses, concurrently. */
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

const ANSWERS = /^(open|refused|silent|unreachable) (\S+) (\d+)$/;

/**
 * The same from another machine: a firewall may hide from us a port that answers others.
 * @throws {NoAnswer} when that machine could not be asked, or has no bash
 */
export async function probePortsFrom(
  place: Reachable,
  addresses: readonly string[],
  ports: readonly number[],
): Promise<PortState[]> {
  const asked = `which ports of ${addresses.join(' and ')} answer ${place.name}`;
  const script = `command -v bash >/dev/null || exit 3
knock() {
  said=$(timeout ${TIMEOUT_MS / 1000} bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1)
  status=$?
  case $status/$said in
    0/*) echo "open $1 $2" ;;
    124/*|*'timed out'*) echo "silent $1 $2" ;;
    *refused*|*'reset by peer'*) echo "refused $1 $2" ;;
    *) echo "unreachable $1 $2" ;;
  esac
}
for address in ${addresses.join(' ')}; do for port in ${ports.join(' ')}; do knock "$address" "$port" & done; done
wait`;
  const { exitCode, stdout } = await runScript(place, script, { description: asked });
  const found = stdout.split('\n').flatMap((line): PortState[] => {
    const [, answer, address, port] = ANSWERS.exec(line) ?? [];
    return address === undefined ? [] : [{ address, port: Number(port), answer: answer as PortState['answer'] }];
  });
  if (exitCode === 0 && found.length === addresses.length * ports.length) return found;
  throw new NoAnswer(asked, hostLabel(place), exitCode === 3 ? 'it has no bash' : 'its answer was cut off');
}

/** Signs of a living machine: a machine that refuses a connection is as alive as one that accepts it. */
export const signsOfLife = (states: readonly PortState[], from: string): string[] =>
  states.flatMap(({ address, port, answer }) =>
    answer === 'open' || answer === 'refused'
      ? [`${address} port ${port} ${answer === 'open' ? 'accepts' : 'refuses'} connections from ${from}`]
      : [],
  );
