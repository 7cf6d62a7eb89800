// Chinese typed by its sound: haiyunan, hai yun an, Hǎiyún'ān; and characters mistaken for
// others of the same sound. Gives the Chinese that is meant, which is then searched for.
(() => {
  const { flatten } = self.PlanbookSearch;

  class Pinyin {
    //** @param {Index} index @param {Doc[]} docs @param {Entry[]} entries @param {Folding} folding */
    constructor(index, docs, entries, folding) {
      //** @type {Map<string, string>} */
      this.syllables = new Map();
      for (const [syllable, characters] of Object.entries(index.sounds))
        for (const one of characters) this.syllables.set(flatten(one, folding).flat, syllable);
      //** @type {[phrase: string, said: string[]][]} */
      this.spoken = Object.entries(index.spoken).map(([phrase, said]) => [
        flatten(phrase, folding).flat,
        said.split(" "),
      ]);
      const fields = docs.flatMap((doc) => doc.fields.map(({ zh }) => zh.flat));
      const forms = entries.flatMap(({ forms }) => forms.zh.map(({ flat }) => flat));
      // Several texts in one, so that a query is looked for once.
      this.flat = [...new Set([...fields, ...forms])].join("\n");
    }

    // How all of it sounds, in letters, and where in them its characters start. Worked out when it
    // is first asked for.
    heard() {
      if (this.sound) return this.sound;
      const said = this.say(this.flat);
      //** @type {Map<number, number>} */
      const starts = new Map();
      let length = 0;
      said.forEach((syllable, at) => {
        starts.set(length, at);
        length += syllable.length;
      });
      this.sound = { letters: said.join(""), starts };
      return this.sound;
    }

    // A syllable for each character; what has none stands for itself.
    //** @param {string} flat */
    say(flat) {
      const said = [...flat].map((one) => this.syllables.get(one) ?? one);
      for (const [phrase, syllables] of this.spoken)
        for (let at = flat.indexOf(phrase); at >= 0; at = flat.indexOf(phrase, at + 1))
          said.splice(at, syllables.length, ...syllables);
      return said;
    }

    // The Chinese that a query of Latin letters can mean, the most frequent first.
    //** @param {string} query */
    meant(query) {
      const letters = query.normalize("NFD").toLowerCase().replace(/v/g, "u").replace(/[^a-z0-9]/g, "");
      return /[a-z]{4}/.test(letters) ? this.lookup(letters) : [];
    }

    // Other characters of the same sound, some of them the same: 游轮 for 邮轮.
    //** @param {string} flat */
    homophones(flat) {
      if (!/^\p{Script=Han}{2,}$/u.test(flat)) return [];
      return this.lookup(this.say(flat).join(""), flat.length > 2 ? 1 : 3).filter(
        (one) => one !== flat && [...one].some((character) => flat.includes(character)),
      );
    }

    // What the text has of this sound, at least so many times.
    //** @param {string} letters */
    lookup(letters, times = 1) {
      //** @type {Map<string, number>} */
      const whole = new Map();
      //** @type {Map<string, number>} */
      const begun = new Map();
      const { letters: all, starts } = this.heard();
      for (let at = all.indexOf(letters); at >= 0; at = all.indexOf(letters, at + 1)) {
        const start = starts.get(at);
        if (start === undefined) continue;
        let end = at + letters.length;
        const found = starts.has(end) ? whole : begun;
        while (!starts.has(end) && end < all.length) end++;
        const text = this.flat.slice(start, starts.get(end));
        if (/\p{Script=Han}.*\p{Script=Han}/u.test(text)) found.set(text, (found.get(text) ?? 0) + 1);
      }
      // A syllable begun counts only while nothing fits, and not before there is something to go by.
      const some = whole.size || letters.length < 6 ? whole : begun;
      return [...some].filter(([, count]) => count >= times).sort((a, b) => b[1] - a[1]).slice(0, 6).map(([text]) => text);
    }
  }

  Object.assign(self.PlanbookSearch, { Pinyin });
})();
