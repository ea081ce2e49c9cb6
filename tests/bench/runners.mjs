// One peer, in process, on one core: node runners.mjs PEER POSTS.jsonl -> {"load": s, "seconds": s, "findings": n, "rss": MB}
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const [peer, posts] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), "x.js"));
const texts = readFileSync(posts, "utf8").trim().split("\n").map((line) => JSON.parse(line).text);
const now = () => Number(process.hrtime.bigint()) / 1e9;
const started = now();
let check;
if (peer === "write-good") {
  const writeGood = require("write-good");
  check = (text) => writeGood(text);
} else if (peer === "joblint") {
  const joblint = require("joblint");
  check = (text) => joblint(text).issues;
} else {
  const alex = await import(pathToFileURL(join(process.cwd(), "node_modules/alex/index.js")));
  check = (text) => alex.markdown(text).messages;
}
check("You sell ovens.");
const load = now() - started;
const begin = process.cpuUsage();
let findings = 0;
for (const text of texts) findings += JSON.parse(JSON.stringify(check(text))).length;
const used = process.cpuUsage(begin);
const seconds = (used.user + used.system) / 1e6; // processor seconds: other work on the machine does not count
console.log(JSON.stringify({ load, seconds, findings, rss: process.resourceUsage().maxRSS / 1024 }));
