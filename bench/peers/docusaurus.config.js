// Docusaurus as it comes, with a local search that cuts Chinese into words.
module.exports = {
  title: "Plan",
  url: "http://127.0.0.1",
  baseUrl: "/",
  onBrokenLinks: "warn",
  onBrokenAnchors: "ignore",
  markdown: { format: "md" },
  i18n: { defaultLocale: "zh-Hans", locales: ["zh-Hans", "en"] },
  presets: [["classic", { blog: false, docs: { routeBasePath: "/" } }]],
  themes: [[
    require.resolve("@easyops-cn/docusaurus-search-local"),
    { language: ["en", "zh"], indexBlog: false, docsRouteBasePath: "/", ignoreFiles: [/glossary/] },
  ]],
  themeConfig: { navbar: { title: "Plan", items: [{ type: "localeDropdown" }] } },
}
