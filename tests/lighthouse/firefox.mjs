// What readers do in Firefox:
//
//   node firefox.mjs EXECUTABLE ADDRESS FILES     (two addresses of the site: http:, file:)
//
// Writes { task: [what went wrong] }; any complaint of the browser about a page counts.
import assert from "node:assert/strict"
import puppeteer from "puppeteer-core"

const [executablePath, http, file] = process.argv.slice(2)
const FOLDERS = ["", "en/", "zh-Hant/"]
const KINDS = ["index.html", "plan/ch2/s1.html", "glossary.html", "figures.html", "guide.html"]
const SECTION = `${http}en/plan/ch2/s1.html`
const SENTENCE = "#p-2-1-3-1-4"
// Each start takes seconds, so one browser, in the dark, has nearly all tasks.
const DARK = { "ui.systemUsesDarkTheme": 1 }
// Then `localStorage` is null, which other browsers only imitate.
const FORGETFUL = { "dom.storage.enabled": false }
// No processes made ahead, which cost time of their own, and no frames between two states.
const SPARING = { "dom.ipc.processPrelaunch.enabled": false, "ui.prefersReducedMotion": 1 }

const view = page => page.evaluate(() => document.documentElement.dataset.view)
const shown = (page, text) =>
  page.waitForFunction(text => document.querySelector(".md-search-result__link")?.textContent.toLowerCase().includes(text), {}, text)

async function seek(page, text) {
  await page.keyboard.press("/")
  await page.waitForFunction(() => document.activeElement.matches(".md-search__input"))
  await page.keyboard.type(text)
}

async function visit(page, base, kinds) {
  for (const folder of FOLDERS) {
    // All pages in Traditional characters are the Simplified ones but for these: see test_access.py.
    for (const kind of folder === "zh-Hant/" ? kinds.slice(0, 1) : kinds) await page.goto(base + folder + kind)
    await seek(page, "2035")
    await shown(page, "2035")
  }
}

// Not goBack(): it waits for a load, and a page that the browser has kept does not load again.
async function move(page, by, to) {
  await page.evaluate(by => history.go(by), by)
  await page.waitForFunction(to => location.pathname.endsWith(to) && document.readyState === "complete", {}, to)
}

async function showBoth(page) {
  await page.click('[data-view="both"]')
  assert.equal(await view(page), "both")
}

// Each task with the preferences that it needs.
const TASKS = {
  "no page is cause for complaint": [DARK, page => visit(page, http, KINDS)],
  "no page is cause for complaint on disk": [DARK, page => visit(page, file, KINDS.slice(0, 2))],
  "the search answers in English": [DARK, async page => {
    await page.goto(`${http}en/index.html`)
    await seek(page, "cruise ships")
    await shown(page, "cruise")
    await page.keyboard.press("Enter")
    await page.waitForFunction(() => /\/en\/.+\.html.*#./.test(location.href))
  }],
  "the search answers to pinyin": [DARK, async page => {
    await page.goto(`${http}index.html`)
    await seek(page, "youlun")
    await shown(page, "邮轮")
  }],
  "a sentence is checked in one step": [DARK, async page => {
    await page.goto(SECTION)
    await page.$eval(SENTENCE, one => one.click())
    const card = await page.waitForSelector(".pb-passage")
    assert.match(await card.evaluate(one => one.textContent), /落实船舶管理/)
  }],
  "back leads back, with a card left open": [DARK, async page => {
    await page.goto(SECTION)
    await page.$eval(SENTENCE, one => one.click())
    await page.waitForSelector(".pb-passage")
    await page.goto(`${http}en/plan/ch2/s2.html`)
    await move(page, -1, "s1.html")
    await page.$eval(SENTENCE, one => one.click())
    await page.waitForSelector(".pb-passage")
    await move(page, 1, "s2.html")
    await page.$eval("#p-2-2-1-1-1", one => one.click())
    await page.waitForSelector(".pb-passage")
  }],
  "a view stays in the other language": [DARK, async page => {
    await page.goto(SECTION)
    await showBoth(page)
    await page.goto(`${http}plan/ch2/s2.html`)
    assert.equal(await view(page), "both")
    assert(await page.$eval(".pb-other", one => one.offsetHeight > 0))
  }],
  "a broken address breaks nothing": [DARK, async page => {
    for (const end of ["#%E0%A4%A", "#%", "#p-99-9", "?view=%"]) {
      await page.goto(SECTION + end)
      await showBoth(page)
    }
  }],
  "a first visit in the dark is dark": [DARK, async page => {
    await page.goto(`${http}en/index.html`)
    const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    assert(Math.max(...color.match(/\d+/g)) < 60, color)
  }],
  "without storage all works": [FORGETFUL, async page => {
    await page.goto(SECTION)
    assert.equal(await page.evaluate(() => localStorage), null)
    await showBoth(page)
    await seek(page, "port")
    await shown(page, "port")
  }],
}

async function attempt(browser, task) {
  const page = await browser.newPage()
  const faults = []
  page.on("pageerror", error => faults.push(`${page.url()}: ${error.message}`))
  page.on("console", message => {
    if (["error", "warn"].includes(message.type())) faults.push(`${page.url()}: ${message.text()}`)
  })
  await page.evaluateOnNewDocument(() => {
    document.addEventListener("securitypolicyviolation", event =>
      console.error(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`))
  })
  await task(page).catch(error => faults.push(error.message))
  await page.close()
  return faults
}

const results = {}
for (const preferences of [DARK, FORGETFUL]) {
  const extraPrefsFirefox = { ...preferences, ...SPARING }
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, extraPrefsFirefox })
  for (const [name, [wanted, task]] of Object.entries(TASKS)) {
    if (wanted === preferences) results[name] = await attempt(browser, task)
  }
  await browser.close()
}
process.stdout.write(JSON.stringify(results))
