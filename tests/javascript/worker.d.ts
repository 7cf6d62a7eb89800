// What the parts of the search's worker hand to each other, and the index that it is given.

/** A character as the Simplified one; and, by its code, as it is in a flat text. */
type Folding = { fold: (one: string) => string; flat: (code: number) => string };
type Flat = { text: string; flat: string; at: number[] };
type Span = [start: number, end: number];
type Language = "zh" | "en";
type Amount = { value: number; range: Span };
type Token = { word: string; stem: string; range: Span };

// --- the index, as planbook.search.index writes it

type PassageRow = [
  reference: string, page: string, leadZh: number, leadEn: number, notes: string,
];
type RemarkRow = [page: string, anchor: string, pageTitle: string, title: string, text: string];
type EntryRow = [anchor: string, definition: string];
/** Of one language, in the order of the rows. */
type Texts = { headings: string[]; passages: string[]; forms: string[][]; synonyms: string[] };
type Index = {
  english: boolean;
  words: Record<
    "note" | "other" | "type" | "count" | "one" | "named" | "passages" | "pages" | "terms" | "more" | "none" | "near" | "start",
    string
  >;
  leads: [page: string, title: string][];
  headings: string[];
  passages: PassageRow[];
  remarks: RemarkRow[];
  entries: EntryRow[];
  folding: [variants: string, plain: string];
  sounds: Record<string, string>;
  spoken: Record<string, string>;
  zh: Texts;
  en: Texts;
  real: string;
};

// --- what is searched, and what is found

type Field = { weight: number; zh: Flat; en: string; own: boolean };
type Doc = { page: string; reference: string; anchor: string; above: string[]; title: number[]; notesAt: number; fields: Field[] };
type Entry = { anchor: string; definition: string; forms: { zh: Flat[]; en: string[] } };
/** An entry with its forms as they are compared. */
type Known = Entry & { stems: string[]; sounds: string[] };
/** How well a document answers, in which tier, and where, by field. */
type Hit = { score: number; tier: number; ranges: Span[][]; phrase?: boolean };
type Found = Map<Doc, Hit>;
type Answer = { doc: Doc; hit: Hit & { language: Language }; rank: number };

/** The field that a word of the index stands in. */
type Home = { doc: number; field: number };
/** How a place answers a part of a query: with so many words, in which tier, and how well. */
type Spot = { length: number; tier: number; worth: number };
/** The places that answer a part of a query. */
type Slot = Map<number, Spot> & { weak?: boolean; said?: number };
type Place = { at: number; field: number; weight: number; own: boolean; worth: number; stem: string; range: Span };
/** A stretch of a query, and the words of the text for it. */
type Sense = { said: string; wanted: string[] };
type Option = { text: string; worth: number };

// --- what the page shows

type Item = { location: string; title: string; above: string[]; text: string; found: string[] };
type Group = { kind: "named" | "passages" | "pages" | "terms"; items: Item[] };
type Shown = { html: string; meta: string };
type Message = { type: number; data: unknown };

// --- the parts, each of which adds to this

interface Chinese {
  flat(text: string): string;
  count(piece: string): number;
  parts(query: string): string[];
  longForms(part: string): string[];
  search(query: string): Found;
  bySense(query: string): Found;
}
interface English {
  search(query: string): Found;
  knows(query: string): boolean;
  near(query: string): string[];
}
interface Synonyms {
  asked: Set<string>;
  around(word: Token): Token[][];
  single(first: string): string[];
  length(said: Token[], at: number): number;
  of(said: Token[]): Token[][];
}
interface ChineseSynonyms {
  read(flat: string): Sense[];
  around(flat: string): string[];
}
interface Pinyin {
  say(flat: string): string[];
  meant(query: string): string[];
  homophones(flat: string): string[];
}
interface Results {
  list(groups: Group[], base: string): string;
  leadsOn(near: string[], base: string): string;
  document(answer: Answer): Item;
  entry(entry: Entry, is: boolean): Item;
}
interface Search {
  show(typed: string, base: string): Shown;
}
interface Parts {
  once<K, V>(make: (key: K) => V): (key: K) => V;
  add<K, V>(map: Map<K, V[]>, key: K, value: V): void;
  foldingOf(rows: Index["folding"]): Folding;
  mapped(text: string, change: (text: string) => string): { plain: string; at: (place: number) => number };
  flatten(text: string, folding: Folding): Flat;
  isWhole(flat: string, start: number, end: number, query: string): boolean;
  places(flat: string, query: string): Span[];
  original(text: Flat, found: Span[]): Span[];
  numbers(text: string): Amount[];
  synonymRows(rows: string[]): [wanted: string[], asked: string[]][];
  stem(word: string): string;
  porter(word: string): string;
  distance(a: string, b: string, most: number): number;
  documents(index: Index): { folding: Folding; passages: Doc[]; entries: Entry[] };
  words(text: string, all?: boolean): Token[];
  isWeak(word: string): boolean;
  TIER: Record<"exact" | "stem" | "synonym" | "prefix" | "typo", number>;
  rank(hit: Hit): number;
  phraseScore(doc: Doc, ranges: Span[][], language: Language): number;
  bagScore(places: Place[], prominently?: boolean): number;
  scatteredScore(parts: Place[][], weights: number[]): number;
  Chinese: new (docs: Doc[], folding: Folding, synonyms: ChineseSynonyms) => Chinese;
  English: new (docs: Doc[], synonyms: string[], real: string) => English;
  Synonyms: new (rows: string[], has: (phrase: Token[]) => boolean) => Synonyms;
  ChineseSynonyms: new (rows: string[], folding: Folding) => ChineseSynonyms;
  Pinyin: new (index: Index, docs: Doc[], entries: Entry[], folding: Folding) => Pinyin;
  Results: new (index: Index) => Results;
  Search: new (index: Index) => Search;
}
interface WorkerGlobalScope {
  PlanbookSearch: Parts;
  PlanbookIndex: Index;
}
