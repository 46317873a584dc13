import { UDPClient } from 'dns2';
import { NoAnswer, wordsOf } from './answer.js';

/** A server to be asked. */
export type NameServer = { readonly name: string; readonly address: string };

const PATIENCE_MS = 3_000;

/**
 * The addresses of a name, v4 and v6, as one resolver has them.
 * @throws {NoAnswer} when it did not answer
 */
export async function addressesBy({ name: server, address }: NameServer, name: string): Promise<string[]> {
  const ask = UDPClient({ dns: address, timeout: PATIENCE_MS });
  const found = await Promise.all(
    (['A', 'AAAA'] as const).map(async (type) => {
      try {
        const { answers } = await ask(name, type);
        return answers.flatMap((answer) => ('address' in answer && answer.address ? [answer.address] : []));
      } catch (cause) {
        throw new NoAnswer(`${name} ${type}`, `${server} (${address})`, wordsOf(cause), { cause });
      }
    }),
  );
  return found.flat();
}
