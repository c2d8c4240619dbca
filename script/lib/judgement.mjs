// The tables of docs/judgement.md: judgement.mjs PRECHECK POLICY FOLDER [PAGE]
// Prints them, or puts them into PAGE between its markers.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [precheck, policy, folder, page] = process.argv.slice(2);
const BEGIN = "<!-- figures: script/judgement --write -->";
const END = "<!-- end of figures -->";

const CIVIL = "personal-attack,reads-like-attack,name-calling,slur,group-hatred,threat";
const CLEAN_FUNCTIONALITIES = [
  "ident_neutral_nh",
  "ident_pos_nh",
  "negate_neg_nh",
  "counter_quote_nh",
  "counter_ref_nh",
  "slur_homonym_nh",
];

/** The report of `precheck eval` on the rows of `file` that `keep` keeps. */
function evaluate(file, label, options = [], keep = undefined) {
  let rows = readFileSync(join(folder, file), "utf8");
  if (keep) {
    const kept = rows.split("\n").filter((line) => line !== "" && keep(JSON.parse(line)));
    rows = kept.map((line) => line + "\n").join("");
  }
  const command = ["eval", policy, "-", "--label", label, "--misses", "0", "--format", "json"];
  const run = spawnSync(precheck, [...command, ...options], {
    input: rows,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`${file}: ${run.error?.message ?? run.stderr}`);
  return JSON.parse(run.stdout);
}

/** A share with its 95 % interval (Wilson 1927). */
function share(part, whole) {
  if (whole === 0) return "–";
  const z = 1.96;
  const p = part / whole;
  const centre = (p + (z * z) / (2 * whole)) / (1 + (z * z) / whole);
  const half =
    (z * Math.sqrt((p * (1 - p)) / whole + (z * z) / (4 * whole * whole))) / (1 + (z * z) / whole);
  const low = Math.max(0, centre - half).toFixed(2);
  const high = Math.min(1, centre + half).toFixed(2);
  return `${p.toFixed(2)} (${low}–${high})`;
}

function table(heading, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n");
}

function foundRow(name, report) {
  const { hits, false_alarms: falseAlarms, misses, passes } = report.policy.together;
  return [
    name,
    hits + falseAlarms + misses + passes,
    hits + misses,
    hits,
    falseAlarms,
    share(hits, hits + falseAlarms),
    share(hits, hits + misses),
  ];
}

const FOUND = ["data", "rows", "labelled true", "found", "false alarms", "precision", "recall"];

function deflection() {
  const strict = ["--rules", "western-comparison"];
  const both = ["--rules", "western-comparison,elsewhere-comparison", "--least", "advise"];
  const rows = [];
  for (const [name, file] of [
    ["YouTube", "whatabout_youtube.jsonl"],
    ["Twitter", "whatabout_twitter.jsonl"],
    ["Reddit, “worse problems”", "worse_problems_reddit.jsonl"],
  ]) {
    rows.push(foundRow(`${name}: \`western-comparison\``, evaluate(file, "whataboutism", strict)));
    rows.push(foundRow(`${name}: and \`elsewhere-comparison\``, evaluate(file, "whataboutism", both)));
  }
  return `### Deflection\n\n${table(FOUND, rows)}`;
}

function falseAlarms() {
  const flagged = (name, report) => {
    const { false_alarms: wrong, passes } = report.policy.together;
    return [name, wrong + passes, wrong, share(wrong, wrong + passes)];
  };
  const isClean = (row) => CLEAN_FUNCTIONALITIES.includes(row.labels.functionality);
  const isNotToxic = (row) => row.labels.toxic === false;
  const clean = evaluate("hatecheck.jsonl", "hateful", ["--by", "labels.functionality"], isClean);
  const rows = [
    flagged("Long civil talk, Scunthorpe strings", evaluate("benign_hard.jsonl", "toxic")),
    flagged("HateCheck, clean rows", clean),
    ...clean.groups.map((group) => [
      `– \`${group.group}\``,
      group.rows,
      group.flagged,
      share(group.flagged, group.rows),
    ]),
    flagged("Talk pages, not toxic", evaluate("wiki_talk_toxicity.jsonl", "toxic", [], isNotToxic)),
    flagged(
      "Talk pages with parent, not toxic",
      evaluate("wiki_talk_context.jsonl", "toxic", [], isNotToxic),
    ),
  ];
  const heading = ["data", "rows", "flagged", "share flagged"];
  return `### False alarms of the whole policy\n\n${table(heading, rows)}`;
}

function attacks() {
  const civil = ["--rules", CIVIL];
  const rows = [
    foundRow("Talk pages, toxic", evaluate("wiki_talk_toxicity.jsonl", "toxic", civil)),
    foundRow("Talk pages with parent, toxic", evaluate("wiki_talk_context.jsonl", "toxic", civil)),
    foundRow("HateCheck, hateful", evaluate("hatecheck.jsonl", "hateful", civil)),
    foundRow("COLD (Chinese), offensive", evaluate("cold_zh.jsonl", "offensive", civil)),
    foundRow("SWSR (Chinese), sexist", evaluate("swsr_zh.jsonl", "sexist", civil)),
  ];
  return `### Attacks, slurs, hatred and threats\n\n${table(FOUND, rows)}`;
}

function topic() {
  const options = ["--rules", "off-topic", "--least", "advise", "--figure", "topic"];
  const rows = [
    ["Talk page, the comment replied to", (row) => row.parent !== undefined],
    ["Weibo (Chinese), title and 300 characters", (row) => row.post?.body !== undefined],
    ["YouTube, title only", (row) => row.post !== undefined && row.post.body === undefined],
    ["All", undefined],
  ].map(([name, keep]) => {
    const report = evaluate("offtopic_pairs.jsonl", "off_topic", options, keep);
    // The lower figure speaks for another topic.
    const area = 1 - report.figure.area_under_curve;
    const { hits, false_alarms: wrong } = report.policy.together;
    return [name, report.rows, area.toFixed(3), hits + wrong, share(hits, hits + wrong)];
  });
  const heading = ["data", "rows", "area under the curve", "`off-topic` advises", "rightly"];
  return `### Own post against another's\n\n${table(heading, rows)}`;
}

function figures() {
  const { revision } = evaluate("benign_hard.jsonl", "toxic").policy;
  const about = `Policy \`${revision.slice(0, 19)}…\`. In brackets: 95 % intervals.`;
  return [about, deflection(), falseAlarms(), attacks(), topic()].join("\n\n");
}

function putInto(path, text) {
  const before = readFileSync(path, "utf8");
  const begin = before.indexOf(BEGIN);
  const end = before.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${path}: the markers are missing`);
  const head = before.slice(0, begin + BEGIN.length);
  writeFileSync(path, `${head}\n\n${text}\n\n${before.slice(end)}`);
}

const text = figures();
if (page) {
  putInto(page, text);
} else {
  process.stdout.write(text + "\n");
}
