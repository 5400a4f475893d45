// Starts Debian's Chromium with an empty profile and no traffic of its own, and opens pages as a reader would.

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions",
];

/** A way of reading: `{ lang, width, scheme, script }`. */
export async function open(base, way) {
  const profile = await mkdtemp(join(tmpdir(), "onward-e2e-"));
  const context = await chromium.launchPersistentContext(profile, { ...started(), ...reading(base, way) });
  const page = context.pages()[0] ?? (await context.newPage());
  return { page, complaints: heard(page, base), close: () => context.close() };
}

/** One browser in which several people sit, each at a page of their own that knows nothing of the others'. */
export async function company(base, way) {
  const browser = await chromium.launch(started());
  const join = async () => {
    const context = await browser.newContext(reading(base, way));
    const page = await context.newPage();
    return { page, complaints: heard(page, base) };
  };
  return { join, close: () => browser.close() };
}

function started() {
  return { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: FLAGS };
}

function reading(base, { lang, width, scheme, script }) {
  return {
    baseURL: base,
    locale: lang,
    colorScheme: scheme,
    javaScriptEnabled: script,
    viewport: { width, height: width < 600 ? 844 : 900 },
  };
}

/** What a page complains of from now on. */
function heard(page, base) {
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(`${message.text()} ${new URL(message.location().url).pathname}`));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(base)) complaints.push(`asked another site: ${new URL(request.url()).origin}`);
  });
  return complaints;
}

/** Clicks, and waits until another address is shown: a slow server must not have the page before looked at. */
export async function follow(page, selector) {
  const before = page.url();
  await page.click(selector);
  await page.waitForURL((url) => url.href !== before, { waitUntil: "load" });
}

/** Fills in the sign-in form, which works alike with and without scripts. */
export async function signIn(page, account, password) {
  await page.goto("/sign-in");
  await page.fill("#account", account);
  await page.fill("#password", password);
  await follow(page, "main form .button");
}

/** Signs out from whatever page stands open. */
export async function signOut(page) {
  await page.click(".who button");
  await page.waitForSelector('.who a[href="/sign-in"]');
}
