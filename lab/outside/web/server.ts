import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { errorMessage } from '../../../helpers/core/no-answer.js';
import { download } from '../geonames/download.js';
import { commercialGeonames, geonames } from '../geonames/service.js';
import { mapScript } from '../maps/script.js';
import { tiles } from '../maps/tiles.js';
import { licences, searchBrand } from './others.js';
import type { Site } from './site.js';

const SITES: Readonly<Record<string, Site>> = {
  'maps.google.com': mapScript,
  'mt0.google.com': tiles,
  'ws.geonames.org': geonames,
  'ws.geonames.net': commercialGeonames,
  'api.geonames.org': geonames,
  'download.geonames.org': download,
  'www.google.com': searchBrand,
  'i.creativecommons.org': licences,
};

/**
 * The third-party web sites that the site and its pages use, distinguished by Host header.
 * @param tls key and certificate, to serve https; without them, http
 */
export async function startWeb(
  address: string,
  port: number,
  tls?: { readonly key: Buffer; readonly cert: Buffer },
): Promise<{ port: number; close: () => void }> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    reply(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(`${errorMessage(error)}\n`);
    });
  };
  const server = tls ? createSecureServer(tls, listener) : createServer(listener);
  server.listen(port, address);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const host = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  const site = SITES[host];
  const answer = await site?.(new URL(request.url ?? '/', `http://${host || 'nobody'}`), request.headers);
  const {
    status = 200,
    type,
    body,
  } = answer ?? {
    status: 404,
    type: 'text/plain',
    body: site ? `${host} has nothing at ${request.url ?? ''}\n` : `the outside world of the lab has no ${host}\n`,
  };
  response.writeHead(status, { 'content-type': type, 'access-control-allow-origin': '*' }).end(body);
}
