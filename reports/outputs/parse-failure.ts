import type { Failure } from '../../helpers/core/failure-schema.js';
import { gist } from './text.js';

/** A failure split into the parts that the person who fixes it needs. Parts that the text does not have are empty. */
export type FailureDetails = {
  /** The fault, in a few lines; empty if the expected and received values say it all. */
  readonly fact: string;
  /** The question, and the host that was asked. */
  readonly asked: string;
  readonly expected: string;
  readonly received: string;
  /** Where to look. */
  readonly look: string;
};

/** Longest part shown; the whole text is in verdict.json. */
const MOST_LINES = 8;
const MOST_LINES_OF_FACT = 5;

/** The parts of a failure: from its data, or from its text if it is a foreign error. */
export const detailsOf = (text: string, failure: Failure | null | undefined): FailureDetails =>
  failure ? fromData(failure) : parseFailure(text);

function fromData({ kind, asked, of, expected, received, lookAt }: Failure): FailureDetails {
  if (kind === 'no-answer')
    return { ...NO_PARTS, fact: `${of} gave no usable answer: ${received}`, asked, look: lookAt };
  return { fact: asked, asked: of, expected, received: shortened(received.split('\n')), look: lookAt };
}

const NO_PARTS = { fact: '', asked: '', expected: '', received: '', look: '' } as const;

/** Parses an error's text, in the form used by helpers and specs, by NoAnswer, or by Playwright's matchers. */
export function parseFailure(error: string): FailureDetails {
  // Later errors of a check are usually consequences of the first.
  const first = (error.split(/\n\n(?=(?:\w*Error|NoAnswer): )/)[0] ?? '').split(/\n\s*Call [Ll]og:/)[0] ?? '';
  const difference = differenceIn(first);
  const waitedFor = /\n\s*Call [Ll]og:\n\s*- (waiting for .+)/.exec(error)?.[1];
  return {
    fact: factIn(first),
    asked: said(first, 'Asked') || labelled(first, 'Locator') || (waitedFor ?? ''),
    expected: labelled(first, 'Expected') || (difference?.expected ?? ''),
    received: labelled(first, 'Received') || (difference?.received ?? said(first.replace(/^.*\n/, ''), 'Error')),
    look: said(first, 'Where to look'),
  };
}

/** The text before the named parts. */
function factIn(text: string): string {
  const lines = text.split('\n');
  const end = lines.findIndex((line, at) => (at > 0 && LABEL.test(line)) || /^- Expected\b.*- +\d+$/.test(line));
  const words = gist(lines.slice(0, end < 0 ? undefined : end).join('\n'), MOST_LINES_OF_FACT);
  return words.every((line) => /^expect(\.\w+)*\(/.test(line)) ? '' : words.join('\n');
}

const said = (text: string, label: string): string => new RegExp(`^\\s*${label}: (.+)`, 'm').exec(text)?.[1] ?? '';

const LABEL = /^\s*((Expected|Received|Locator)( [a-z]+)*|Asked|Where to look|Timeout|Error): /;

/** `Expected substring:  "a"` and what follows, up to the next label or blank line. */
function labelled(text: string, label: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => new RegExp(`^${label}( [a-z]+)*: `).test(line));
  if (at < 0) return '';
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line.trim() === '' || LABEL.test(line));
  const head = (lines[at] ?? '').replace(/^[^:]+:\s*/, '');
  return shortened([head, ...rest.slice(0, end < 0 ? undefined : end)]);
}

/** Both sides of the difference that Playwright prints for two objects: `-` was expected, `+` was received. */
function differenceIn(text: string): { expected: string; received: string } | undefined {
  const [, body] = /(?:^|\n)- Expected\b.*- +\d+\n\+ Received\b.*\+ +\d+\n\n([\s\S]*?)(?:\n\n|$)/.exec(text) ?? [];
  if (body === undefined) return undefined;
  const side = (mark: string): string =>
    shortened(
      body
        .split('\n')
        .filter((line) => line.startsWith(mark) || line.startsWith(' '))
        .map((line) => line.slice(2)),
    );
  return { expected: side('-'), received: side('+') };
}

const shortened = (lines: readonly string[]): string =>
  [...lines.slice(0, MOST_LINES), ...(lines.length > MOST_LINES ? ['…'] : [])].join('\n').trimEnd();
