// What the parts of the search's worker hand to each other, and the index that it is given.

type Fold = (one: string) => string;
type Flat = { text: string; flat: string; at: number[] };
type Span = [start: number, end: number];
type Language = "zh" | "en";
type Amount = { value: number; range: Span };
type Token = { word: string; stem: string; range: Span };

// --- the index, as planbook.search.index writes it

type PassageRow = [reference: string, page: string, zh: string, en: string, leadZh: number, leadEn: number];
type RemarkRow = [page: string, anchor: string, pageTitle: string, title: string, text: string];
type EntryRow = [anchor: string, zh: string[], en: string[], definition: string];
type Index = {
  english: boolean;
  words: { glossary: string; plan: string; other: string };
  headings: Record<string, [zh: string, en: string] | undefined>;
  passages: PassageRow[];
  remarks: RemarkRow[];
  entries: EntryRow[];
  folding: [variants: string, plain: string];
  sounds: Record<string, string>;
  spoken: Record<string, string>;
};

// --- what is searched, and what is found

type Field = { weight: number; zh: Flat; en: string };
type Doc = {
  page: string;
  reference: string;
  anchor: string;
  pageTitle: string;
  pageField: number;
  title: number[];
  share: number;
  fields: Field[];
};
type Entry = { anchor: string; definition: string; forms: { zh: Flat[]; en: string[] } };
/** An entry with its forms as they are compared. */
type Known = Entry & { stems: string[]; sounds: string[] };
/** How well a document answers, and where, by field. */
type Hit = { score: number; ranges: Span[][]; phrase?: boolean };
type Found = Map<Doc, Hit>;
type Answer = { doc: Doc; hit: Hit & { language: Language } };

// --- what Material shows

type Item = { location: string; title: string; text: string; terms: Record<string, boolean>; score: number };
type Message = { type: number; data: unknown };

// --- the vendored library, as far as it is used

type Indexed = { id: number; head: string; text: string };
declare class MiniSearch {
  constructor(options: {
    fields: ("head" | "text")[];
    tokenize: (text: string) => string[];
    processTerm: (term: string) => string;
    searchOptions: { boost: { head: number }; combineWith: "OR" };
  });
  addAll(some: Indexed[]): void;
  search(query: string): { id: number; score: number }[];
}

// --- the parts, each of which adds to this

interface Chinese {
  flat(text: string): string;
  count(piece: string): number;
  parts(query: string): string[];
  longForms(part: string): string[];
  search(query: string): Found;
}
interface English {
  search(query: string, exactly?: boolean): Found;
}
interface Pinyin {
  say(flat: string): string[];
  meant(query: string): string[];
  homophones(flat: string): string[];
}
interface Results {
  page(hits: Answer[]): Item[];
  top(entry: Entry, score: number): Item[];
  glossary(entries: Entry[], score: number): Item[];
}
interface Search {
  answer(query: string): { items: Item[][] };
}
interface Parts {
  folder(folding: Index["folding"]): Fold;
  flatten(text: string, fold: Fold): Flat;
  isWhole(flat: string, start: number, end: number, query: string): boolean;
  places(flat: string, query: string): Span[];
  original(text: Flat, found: Span[]): Span[];
  numbers(text: string): Amount[];
  stem(word: string): string;
  porter(word: string): string;
  distance(a: string, b: string, most: number): number;
  documents(index: Index): { fold: Fold; passages: Doc[]; entries: Entry[] };
  words(text: string, all?: boolean): Token[];
  Chinese: new (docs: Doc[], fold: Fold) => Chinese;
  English: new (docs: Doc[]) => English;
  Pinyin: new (index: Index, docs: Doc[], entries: Entry[], fold: Fold) => Pinyin;
  Results: new (index: Index) => Results;
  Search: new (index: Index) => Search;
}
interface WorkerGlobalScope {
  PlanbookSearch: Parts;
  PlanbookIndex: Index;
}
