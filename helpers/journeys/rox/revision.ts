/** The revision in the footer of a page, as shown; undefined if there is none. */
export const shownRevision = (html: string): string | undefined =>
  /BW Rox(?:<[^>]*>|\s)*rev\.(?:<[^>]*>|\s)*([0-9a-f]{7,40})/.exec(html)?.[1];
