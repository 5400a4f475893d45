// What must hold on every page, in every language, at every width.

import axe from "axe-core";

/** Problems of the page that stands open, as lines of text; none is what we want. */
export async function problems(page, { lang, script }) {
  const found = [];
  const expected = lang === "ar" ? "rtl" : "ltr";
  const shape = await page.evaluate(() => ({
    dir: document.documentElement.dir,
    lang: document.documentElement.lang,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    headings: document.querySelectorAll("h1").length,
    small: [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), select")]
      .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 24)
      .filter((target) => !target.closest("p, h1, h2, h3, li, td, th, dd, dt")).length,
  }));
  if (shape.dir !== expected) found.push(`direction is ${shape.dir}, not ${expected}`);
  if (shape.lang !== lang) found.push(`language is ${shape.lang}, not ${lang}`);
  if (shape.overflow > 0) found.push(`scrolls sideways by ${shape.overflow} px`);
  if (shape.headings !== 1) found.push(`${shape.headings} first headings`);
  if (shape.small > 0) found.push(`${shape.small} targets under 24 px`);
  if (script) found.push(...(await accessibility(page)));
  return found;
}

/** axe's findings; it is put into the page from outside, past the page's own content policy. */
async function accessibility(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap((rule) => rule.nodes.map((node) => `axe ${rule.id}: ${node.target.join(" ")} ${node.failureSummary?.split("\n")[1] ?? ""}`));
}
