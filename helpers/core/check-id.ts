/**
 * The id of a check: `area/name`, what one of several is about in brackets, and after the switch the kind of visitor:
 * `cron/file-accepted[mailbot]`, `login/member-let-in@stale`. A spec declares it as a tag, without the visitor.
 */
const STATIC = '[a-z][a-z0-9-]*/[a-z0-9-]+';
const TAG = new RegExp(`^@(${STATIC}(\\[[^\\s[\\]@*]+\\])?)$`);

/** Tags that are not ids. */
export const PLAIN_TAGS = ['@blocker', '@advisory', '@writes'] as const;

/** Is a tag meant to be the id of a check? Its form may still be wrong. */
export const isIdTag = (tag: string): boolean => tag.includes('/');

/** The id in a tag; undefined if the tag has another form. */
export const idOfTag = (tag: string): string | undefined => TAG.exec(tag)?.[1];

/** The tag of a check, as its spec declares it: without the kind of visitor, which the gate adds. */
export const tagOf = (id: string): string => `@${id.replace(/@[a-z]+$/, '')}`;

/** The static part of an id, or of a pattern of ids. */
export const staticPart = (id: string): string => id.replace(/[[@].*$/, '');

/** The parts of an id in earlier versions: path of the spec, kind of visitor, and title. Such an id identifies files written then. */
export const OLD_FORM = /^\w+\/[\w-]+(?: \(\w+\))? › (.+)$/;
