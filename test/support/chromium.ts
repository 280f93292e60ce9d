/** Tests in a real browser: which Chromium, what is said where there is none, and whether a page is accessible. */
import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { describe } from 'vitest';

/** The browser that tests use; `undefined` where there is none. */
export const browserPath = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== undefined && existsSync(path));

/** A group of tests that needs a Chromium: without one it says so and is skipped. */
export function inChromium(name: string, body: () => void): void {
  if (browserPath === undefined) console.log(`${name} skipped: no Chromium (CHROMIUM may name one)`);
  describe.runIf(browserPath)(name, { timeout: 120_000 }, body);
}

export interface OpenPage {
  readonly browser: Browser;
  readonly page: Page;
  /** What the page says on its console, throws, and does not get, as it comes. */
  readonly complaints: string[];
}

/** An empty page in a browser of its own, which has to be closed. */
export async function openPage(viewport = { width: 1280, height: 900 }): Promise<OpenPage> {
  const browser = await chromium.launch({ executablePath: browserPath!, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.on('requestfailed', (request) => complaints.push(request.url()));
  return { browser, page, complaints };
}

interface Axe {
  readonly axe: {
    run(): Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }>;
  };
}

/** What axe finds wrong with the page as it is shown, each rule with where. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source); // from outside, which a page's policy on scripts does not forbid
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as Axe).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}
