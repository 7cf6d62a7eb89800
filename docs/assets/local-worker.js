// From file:// a browser starts no worker. What stands in for one is a hidden frame that runs
// the worker's script; it has the same few methods, as far as the search uses them. Loaded by
// 4-search.js, from file:// only. This file runs in the page and once more in the frame,
// since the Content-Security-Policy lets no script stand in either; there its element says so
// (a window can have any name).
(() => {
  const own = document.currentScript;

  if ("worker" in own.dataset) {
    // In the frame: what a worker's script finds around it. What other windows send is not for it.
    window.addEventListener("message", (event) => {
      if (event.isTrusted) event.stopImmediatePropagation();
    });
    window.postMessage = (data) => parent.postMessage(data, "*");
    window.importScripts = async (...urls) => {
      for (const url of urls)
        await new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.onload = resolve;
          script.onerror = reject;
          script.src = url;
          document.body.append(script);
        });
    };
    return;
  }

  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      this.frame = frame;
      this.ready = new Promise((resolve) => {
        const inside = frame.contentDocument;
        inside.open();
        frame.contentWindow.addEventListener("load", resolve);
        const escaped = (src) => src.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
        const sources = [own.src, new URL(url, location).href].map(escaped);
        inside.write(sources.map((src) => `<body><script src="${src}" data-worker></script>`).join(""));
        inside.close();
      });
      this.hear = ({ source, data }) => {
        if (source !== frame.contentWindow) return;
        const event = new MessageEvent("message", { data });
        this.dispatchEvent(event);
        this.onmessage?.(event);
      };
      window.addEventListener("message", this.hear);
    }
    postMessage(data) {
      this.ready.then(() => {
        const event = new MessageEvent("message", { data: structuredClone(data) });
        this.frame.contentWindow.dispatchEvent(event);
      });
    }
    terminate() {
      window.removeEventListener("message", this.hear);
      this.frame.remove();
    }
  };
})();
