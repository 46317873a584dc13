import { cut } from '../outputs/text.js';

/** A run shorter than this needs no progress. */
const QUIET = 2_000;

/** Shows the progress of the run: one changing line on a terminal, a line for every tenth check elsewhere. */
export class Progress {
  readonly #out: NodeJS.WriteStream;
  readonly #total: number;
  readonly #started = Date.now();
  #done = 0;
  #notPassed = 0;

  constructor(total: number, out: NodeJS.WriteStream) {
    this.#total = total;
    this.#out = out;
  }

  /** A check begins. */
  begun(title: string): void {
    if (this.#out.isTTY && this.#isDue()) this.#show(title);
  }

  /** A check is over. */
  ended(title: string, passed: boolean): void {
    this.#done += 1;
    if (!passed) this.#notPassed += 1;
    if (!this.#isDue()) return;
    if (this.#out.isTTY) this.#show(title);
    else if (this.#done % 10 === 0) this.#out.write(`${this.#count()}\n`);
  }

  /** Shows what a check reports about itself while it runs. */
  note(words: string): void {
    if (this.#out.isTTY) this.#show(words);
    else this.#out.write(`${words}\n`);
  }

  /** Removes the changing line. */
  close(): void {
    if (this.#out.isTTY && this.#isDue()) this.#out.write('\r\u001b[2K');
  }

  #isDue(): boolean {
    return Date.now() - this.#started >= QUIET;
  }

  #show(title: string): void {
    this.#out.write(`\r\u001b[2K${cut(`${this.#count()} · ${title}`, (this.#out.columns || 80) - 1)}`);
  }

  #count(): string {
    const seconds = Math.round((Date.now() - this.#started) / 1000);
    return `${this.#done} of ${this.#total} checks, ${this.#notPassed} not passed, ${seconds} s`;
  }
}
