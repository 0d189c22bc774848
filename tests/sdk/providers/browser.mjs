// A browser without a screen: keeps cookies by host, follows redirects one at a time.
import http from 'node:http';

/** Asks one address as a browser does, whatever the host's name; answers status, address to go on to, and text. */
export class Browser {
  cookies = new Map();

  constructor(port) {
    this.port = port;
  }

  async open(address, { method = 'GET', form, headers = {} } = {}) {
    const url = new URL(address);
    const body = form && new URLSearchParams(form).toString();
    const jar = this.cookies.get(url.hostname) ?? new Map();
    const response = await new Promise((resolve, reject) => {
      const request = http.request(
        {
          host: '127.0.0.1',
          port: url.port,
          path: url.pathname + url.search,
          method,
          // The shared agent gives up after five seconds of silence.
          agent: false,
          headers: {
            host: url.host,
            'accept-language': 'en',
            cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
            ...(body && { 'content-type': 'application/x-www-form-urlencoded' }),
            ...headers,
          },
        },
        resolve,
      );
      request.on('error', reject);
      request.end(body);
    });
    for (const line of response.headers['set-cookie'] ?? []) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      if (/max-age=0/i.test(line) || value === '') jar.delete(name);
      else jar.set(name, value);
    }
    this.cookies.set(url.hostname, jar);
    let text = '';
    for await (const piece of response) text += piece;
    const { location } = response.headers;
    return { status: response.statusCode, to: location && new URL(location, url).toString(), text, headers: response.headers };
  }

  /** Goes on as long as it is led on, to a host that stops it or to a page. */
  async follow(address, options) {
    let answer = await this.open(address, options);
    for (let steps = 0; answer.to && steps < 12; steps += 1) answer = { ...(await this.open(answer.to)), at: answer.to };
    return answer;
  }

  cookie(host, name) {
    return this.cookies.get(host)?.get(name);
  }
}
