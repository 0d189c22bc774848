// Debian's Chromium, kept from calling anywhere but this machine.
import { chromium } from 'playwright-core';

/** Starts the browser; names under `localhost` are this machine. */
export function launch() {
  const args = [
    '--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP *.stadtwerke-auental.de 127.0.0.1',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic',
    '--no-first-run', '--disable-gpu', '--font-render-hinting=none', '--hide-scrollbars',
  ];
  // Chromium refuses its sandbox to root.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return chromium.launch({ executablePath: process.env.PORTICO_CHROMIUM ?? '/usr/bin/chromium', args });
}
