// What Lighthouse says of pages, on a phone's screen with a phone's network (its default):
//
//   CHROME_PATH=… node measure.mjs [flags of Chromium] < jobs.json
//
// jobs.json: [{ "url": …, "categories": [ids], "floors": { id: score } }, …]
// Writes a list in the same order: [{ "url": …, "scores": { id: score }, "faults": [text] }, …].
//
// Performance is the best of at most ten loads: other work on the machine can only make a
// page look slower than it is. A load that meets its floors is not repeated.
import { readFileSync } from "node:fs"
import { launch } from "chrome-launcher"
import lighthouse, { defaultConfig } from "lighthouse"

const LOADS = 10
const CHROMIUM = ["--headless=new", "--no-sandbox", "--disable-gpu", ...process.argv.slice(2)] // the launcher adds the ones that keep it off the network

// Audits without weight are advice, and some of them take seconds.
const advice = Object.values(defaultConfig.categories)
  .flatMap(category => category.auditRefs)
  .filter(audit => !audit.weight)
  .map(audit => audit.id)

// Without performance, a page need not be watched until nothing has moved for seconds.
const HASTE = { pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 0, cpuQuietThresholdMs: 0 }

async function load(job, port) {
  const { lhr } = await lighthouse(job.url, {
    port,
    logLevel: "silent",
    onlyCategories: job.categories,
    skipAudits: advice,
    disableFullPageScreenshot: true,
    ...(job.categories.includes("performance") ? {} : HASTE),
  })
  const problem = lhr.runtimeError ? [`${lhr.runtimeError.code}: ${lhr.runtimeError.message}`] : []
  return Object.values(lhr.categories).map(category => ({
    id: category.id,
    score: category.score ?? 0,
    faults: [...problem, ...category.auditRefs.flatMap(({ id }) => fault(lhr.audits[id]))],
  }))
}

// An audit that is not passed: its id, what it measured, and the elements that it names.
function fault(audit) {
  const judged = !["notApplicable", "informative", "manual"].includes(audit.scoreDisplayMode)
  if (!judged || audit.score === 1) return []
  const items = (audit.details?.items ?? []).slice(0, 5)
  const places = items.map(item => item.node?.snippet ?? item.description ?? item.source?.snippet ?? "")
  const value = audit.errorMessage ?? audit.displayValue ?? ""
  return [[audit.id, value, ...places].filter(Boolean).join(" | ")]
}

async function measure(job, port) {
  const best = new Map()
  for (let turn = 0; turn < LOADS; turn++) {
    for (const found of await load(job, port)) {
      if (!(best.get(found.id)?.score >= found.score)) best.set(found.id, found)
    }
    // Only performance varies from load to load.
    if (!(best.get("performance")?.score < job.floors.performance)) break
  }
  const low = [...best.values()].filter(({ id, score }) => score < job.floors[id])
  return {
    url: job.url,
    scores: Object.fromEntries([...best.values()].map(({ id, score }) => [id, score])),
    faults: low.flatMap(({ id, faults }) => faults.map(text => `${id}: ${text}`)),
  }
}

const jobs = JSON.parse(readFileSync(0, "utf-8"))
const results = []
const chrome = await launch({ chromeFlags: CHROMIUM, logLevel: "silent" })
try {
  for (const job of jobs) results.push(await measure(job, chrome.port))
} finally {
  chrome.kill()
}
process.stdout.write(JSON.stringify(results))
