// What a search found is marked where its result is opened, by a script that no other page needs.
if (new URLSearchParams(location.search).get("h")?.trim()) {
  const script = document.createElement("script");
  script.src = new URL("marks.js", document.currentScript?.src).href;
  document.head.append(script);
}
