import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Target } from '../../../../targets/schema.js';
import { PAGE_BOUNDS } from '../../../../targets/schema.js';
import { Budget, PoliteClient } from '../../../../helpers/pages/polite-client.js';

/** A local site's answers by path: a text is a page, anything else is as it says; other paths are a 404. */
export type Answers = Readonly<
  Record<string, string | { status?: number; type?: string; location?: string; body?: string | Buffer } | undefined>
>;

/** A real server on this machine, with the paths that it was asked for. */
export class LocalSite {
  readonly asked: string[] = [];
  /** Most requests that were open at a time. */
  most = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async serve(answers: (host: string) => Answers): Promise<LocalSite> {
    let open = 0;
    const server = createServer((request, response) => {
      const path = request.url ?? '';
      site.asked.push(path);
      open += 1;
      site.most = Math.max(site.most, open);
      const found = answers(site.host)[path] ?? { status: 404, body: 'nothing here' };
      const {
        status = 200,
        type = 'text/html',
        location,
        body = '',
      } = typeof found === 'string' ? { body: found } : found;
      // So that others can come in between.
      setImmediate(() => {
        open -= 1;
        response.writeHead(status, { 'content-type': type, ...(location === undefined ? {} : { location }) }).end(body);
      });
    });
    const site = new LocalSite(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  client(bounds: Partial<Target['pages']> = {}): PoliteClient {
    const budget = new Budget({ ...PAGE_BOUNDS, ...bounds });
    return new PoliteClient({ route: {}, budget, connections: PAGE_BOUNDS.connections, stray: () => undefined });
  }

  close(): void {
    this.#server.close();
  }
}
