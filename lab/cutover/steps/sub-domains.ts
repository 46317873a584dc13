import { lab, LAB_NET } from '../../../targets/lab/target.js';
import { DEER_TO_PUMA, zoneMoved } from './dns.js';

const names = lab.aftercare.subDomains.map(({ name }) => name);

export const subDomains = zoneMoved(
  { ...DEER_TO_PUMA, names },
  {
    id: 'sub-domains',
    step: 'sub-domains',
    what: `The site's other subdomains resolve to Puma: ${names.map((name) => name.slice(0, -LAB_NET.zone.length - 1)).join(', ')}`,
    who: 'planetcruiser',
  },
);
