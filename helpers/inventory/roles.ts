/** A host by its names and addresses. */
export type Named = { readonly hostname: string; readonly ipv4: string; readonly ipv6?: string | undefined };

/** All names of a host, longest first: `www2.example.org`, its short name, its addresses. */
export function namesOf({ hostname, ipv4, ipv6 }: Named): string[] {
  const short = hostname.split('.')[0] ?? '';
  const names = [hostname, ipv4, ...(ipv6 === undefined ? [] : [ipv6])];
  // A short name such as `www` is also used by the site.
  if (short.length > 3 && short !== hostname && !/^(mail|host|server|localhost|web)$/.test(short)) names.push(short);
  return names.filter((name) => name !== '').sort((a, b) => b.length - a.length);
}

/**
 * Replaces the names of the two hosts with their roles: `<old>` and `<new>`. Only whole names count:
 * 198.51.100.1 is not part of 198.51.100.10, nor is `ox` part of `oxbow`.
 */
export function byRole(
  text: string,
  hosts: readonly { readonly role: 'old' | 'new'; readonly names: readonly string[] }[],
): string {
  let result = text;
  for (const { role, names } of hosts)
    for (const name of names)
      if (result.toLowerCase().includes(name.toLowerCase())) result = result.replace(pattern(name), `<${role}>`);
  return result;
}

const patterns = new Map<string, RegExp>();
function pattern(name: string): RegExp {
  const known = patterns.get(name);
  if (known) return known;
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const made = name.includes(':')
    ? new RegExp(`(?<![\\w:])${literal}(?![\\w:])`, 'gi')
    : new RegExp(`(?<![\\w.-])${literal}(?![\\w-]|\\.\\w)`, 'gi');
  patterns.set(name, made);
  return made;
}

/** From the host's own point of view: equal texts then mean the same on both hosts. */
export const asSeenBy = (text: string, role: 'old' | 'new'): string =>
  text.replaceAll(`<${role}>`, '<self>').replaceAll(role === 'old' ? '<new>' : '<old>', '<other>');
