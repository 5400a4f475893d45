import { open, signIn } from "./browser.mjs";
const base = process.env.BASE, out = process.env.OUT;
const paths = process.argv.slice(2);
for (const [width, lang] of [[1280, "en"], [390, "en"], [390, "ar"], [1280, "ar"]]) {
  const { page, complaints, close } = await open(base, { lang, width, scheme: "light", script: true });
  await signIn(page, process.env.WHO, process.env.PW);
  let n = 0;
  for (const path of paths) {
    const r = await page.goto(path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    console.log(width, lang, path, r.status(), "over", wide);
    await page.screenshot({ path: `${out}-${n++}-${width}-${lang}.png`, fullPage: true });
  }
  if (complaints.length) console.log(complaints.slice(0,3));
  await close();
}
