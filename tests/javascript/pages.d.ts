// What every page has, and what scripts and data hand to each other.

// All that the scripts look for are elements of HTML.
interface ParentNode {
  // Of the theme's frame: no page lacks them.
  querySelector(
    selectors: ".md-content" | ".md-header" | ".md-header__title" | ".md-main" | ".md-main__inner",
  ): HTMLElement;
  // Of a row with a paragraph.
  querySelector(selectors: "p:not(.pb-other)" | ".pb-other"): HTMLElement;
  // Of pages with a list: its rows, and the place of its form.
  querySelectorAll(selectors: '.md-typeset li[id^="f-"]'): NodeListOf<Row>;
  querySelector(selectors: ".glossary-letters" | ".figures-data"): HTMLElement;
  querySelector(selectors: ".md-search__input"): HTMLInputElement | null;
  querySelector(selectors: ".md-search-result"): HTMLElement & { readonly children: Iterable<HTMLElement> };
  querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  querySelector<E extends Element = HTMLElement>(selectors: string): E | null;
  querySelectorAll(selectors: "label.md-header__button"): NodeListOf<HTMLLabelElement>;
  querySelectorAll(selectors: ".md-option"): NodeListOf<Option>;
  querySelectorAll(selectors: "a.download" | ".glossary-types a" | ".pb-languages a" | ".pb-ref"): NodeListOf<HTMLAnchorElement>;
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(selectors: K): NodeListOf<HTMLElementTagNameMap[K]>;
  querySelectorAll<E extends Element = HTMLElement>(selectors: string): NodeListOf<E>;
}
interface Element {
  closest(selectors: ".pb-ref" | ".pb-languages a"): HTMLAnchorElement | null;
  closest<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  closest<E extends Element = HTMLElement>(selectors: string): E | null;
  cloneNode(deep: true): Element;
}
interface HTMLAnchorElement {
  // A paragraph's number stands in its row.
  closest(selectors: ".pb-row"): HTMLElement;
  closest<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  closest<E extends Element = HTMLElement>(selectors: string): E | null;
}

// Of the theme's frame too.
interface Document {
  getElementById(id: "__drawer" | "__search"): HTMLInputElement;
}

// A color scheme, and the label that leads to another.
interface Option extends HTMLInputElement {
  readonly nextElementSibling: HTMLElement;
}

interface TextWalker extends TreeWalker {
  get currentNode(): Text;
  set currentNode(node: Node);
}
interface Document {
  createTreeWalker(root: Node, what: typeof NodeFilter.SHOW_TEXT): TextWalker;
}
interface Array<T> {
  indexOf(searched: Element | null): number;
}

// What readers do, they do to elements; where the target may be the document, scripts ask.
type Act<Kind> = (event: Kind & { target: Element }) => unknown;
interface Document {
  addEventListener<K extends keyof DocumentEventMap>(type: K, act: Act<DocumentEventMap[K]>, capture?: boolean): void;
}
interface HTMLElement {
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K, act: Act<HTMLElementEventMap[K]>, options?: AddEventListenerOptions,
  ): void;
}
declare function addEventListener<K extends keyof WindowEventMap>(type: K, act: Act<WindowEventMap[K]>): void;

// --- the reading bar and the cards of passages

type View = "zh" | "en" | "both";
type Shown = "own" | "other" | "both";
type Unit = { name: string; number: string; own: string; other: string; lang: string };
type PassageCard = {
  open: (opener: HTMLElement, name: string) => void;
  close: (back?: boolean) => void;
  go: (wanted: string, answer: HTMLElement) => void;
};
declare const planbookPlan: Record<"zh" | "en" | "zh-Hant", Record<"title" | "years" | "day", string>> & {
  id: string; version: string; repoUrl: string; numbers: Record<string, number | undefined>;
};
declare const planbookCardWords: {
  bar: Said<"none">;
  view: Said<"untranslated">;
  card: Said<
    "copy" | "cite" | "own" | "other" | "both" | "link" | "suggest" | "previous" | "next" | "close"
    | "copied" | "failed" | "edition" | "source" | "citation"
  >;
};

// --- the cards of terms

type TermRow = [name: string, there: string, reading: string, definition: string, confidence: string];
type TermList = {
  terms: Record<string, TermRow | undefined>;
  words: { confidence: Record<string, string>; entry: string; other: string };
};
interface HTMLScriptElement {
  list?: TermList;
}
// Whoever loads terms loads a script.
interface HTMLLinkElement {
  list?: TermList;
}
// No script of ours is one of SVG; `currentScript` might be.
interface SVGScriptElement {
  src: string;
  list?: TermList;
}

// --- lists

interface List extends HTMLElement {
  readonly previousElementSibling: HTMLElement;
}
interface Row extends HTMLElement {
  readonly parentElement: List;
}
type FilterWords = { find: string; hint: string; none: string };
type Choice = {
  select: HTMLSelectElement;
  element: HTMLElement;
  fits: ((row: HTMLElement, value: string) => boolean) | undefined;
};
type Filtered = {
  rows: HTMLElement[];
  words: FilterWords;
  key: (row: HTMLElement) => string;
  choices: Choice[];
};

// --- downloads

type Download = { size: number; pages?: number; sha256: string };
type Manifest = { date: string; version: string; files: Record<string, Download | undefined> };

// --- the search

type Results = { html: string; meta: string };
type Heard = { type: 3; data: Results } | { type: 1 | 4 };
interface Window {
  planbookTerms: (list: TermList) => void;
  planbookFolding: (variants: string, plain: string) => void;
  planbookDownloads: (list: Manifest) => void;
}

// --- what the scripts say, from words/*.toml: put before them when they are bundled

type Said<Keys extends string> = Record<"zh" | "en" | "zh-Hant", Record<Keys, string>>;
declare const planbookWords: {
  // By the language of the page.
  search_box: Record<string, Record<"failed", string>>;
  // By the language of a link.
  suggest: Record<string, Record<"text" | "read" | "close" | "name", string>>;
};
declare const planbookListWords: {
  filter: Said<"find" | "hint" | "none" | "type" | "all">;
  filter_figures: Said<
    "find" | "hint" | "none" | "theme" | "themes" | "kind" | "kinds" | "chapter" | "chapters"
    | "order" | "text" | "value" | "byTheme"
  >;
  manifest: Said<"pages" | "version" | "absent">;
};
