// VitePress as it comes, with its local search; the sidebar from the project's own navigation.
import { readFileSync } from "node:fs"
import footnotes from "markdown-it-footnote"
import { defineConfig } from "vitepress"

const { languages } = JSON.parse(readFileSync(new URL("../nav.json", import.meta.url)))

// [{ title: "page.md" | ["index.md", …] }, …] as VitePress has it.
function items(nav, base) {
  return nav.filter(entry => typeof entry === "object").map(entry => {
    const [[text, target]] = Object.entries(entry)
    if (typeof target === "string") return { text, link: address(target, base) }
    const index = target.find(one => typeof one === "string")
    return { text, link: index && address(index, base), items: items(target, base), collapsed: true }
  })
}

function address(file, base) {
  return base + file.replace(/(^|\/)index\.md$/, "$1").replace(/\.md$/, "")
}

function locale(name, lang, base) {
  const { nav } = languages[name]
  return { label: name, lang, themeConfig: { sidebar: items(nav, base) } }
}

export default defineConfig({
  title: "Plan",
  markdown: { config: md => md.use(footnotes) },
  locales: { root: locale("zh", "zh-Hans", "/"), en: locale("en", "en", "/en/") },
  themeConfig: { search: { provider: "local" } },
})
