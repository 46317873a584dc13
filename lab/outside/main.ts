import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { errorMessage } from '../../helpers/core/no-answer.js';
import { receiverFromArgument, type Receiver } from './mailhog/choose.js';
import { startMail } from './mailhog/start.js';
import { startWeb } from './web/server.js';

/**
 * The outside world of the lab: `main.ts --address 198.51.100.25 [--address 2001:db8:51::25] [--certificate FOLDER/NAME]
 * [--mail RECEIVER]`. With a certificate (NAME.key and NAME-fullchain.pem), it also answers over https. Ends on SIGTERM.
 */
async function main(): Promise<void> {
  const { addresses, certificate, receiver } = settingsFrom(process.argv.slice(2));
  const started: { close: () => void }[] = [];
  const end = (): never => {
    for (const it of started) it.close();
    process.exit(0);
  };
  process.on('SIGTERM', end).on('SIGINT', end);
  const mail = await startMail(receiver, addresses);
  started.push(mail);
  for (const address of addresses) {
    started.push(await startWeb(address, 80));
    if (certificate === undefined) continue;
    const [key, cert] = [readFileSync(`${certificate}.key`), readFileSync(`${certificate}-fullchain.pem`)];
    started.push(await startWeb(address, 443, { key, cert }));
  }
  process.stdout.write(`outside world ready on ${addresses.join(', ')}; mail goes to ${mail.words}\n`);
}

type Settings = { addresses: string[]; certificate: string | undefined; receiver: Receiver };

function settingsFrom(argv: string[]): Settings {
  const { values } = parseArgs({
    args: argv,
    options: {
      address: { type: 'string', multiple: true },
      certificate: { type: 'string' },
      mail: { type: 'string', default: '{"kind":"sink"}' },
    },
  });
  const addresses = values.address ?? [];
  const wrong = addresses.filter((address) => isIP(address) === 0);
  if (addresses.length === 0) throw new Error('specify at least one address to listen on: --address 198.51.100.25');
  if (wrong.length > 0) throw new Error(`not an address: ${wrong.join(', ')}`);
  return { addresses, certificate: values.certificate, receiver: receiverFromArgument(values.mail) };
}

main().catch((error: unknown) => {
  process.stderr.write(`the outside world could not start: ${errorMessage(error)}\n`);
  process.exit(1);
});
