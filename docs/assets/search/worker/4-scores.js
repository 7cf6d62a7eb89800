// What an answer is worth: its tier first, then how prominent, how close, and how frequent the
// words are. Scores go from 0 to 1; `rank` puts tier and score into one number.
(() => {
  const TIER = { exact: 0, stem: 1, synonym: 2, prefix: 3, typo: 4 };
  const WORTH = [1, 0.95, 0.8, 0.5, 0.4]; // of words apart

  // All of a query side by side comes before its words apart, whatever the tier.
  //** @type {Parts["rank"]} */
  const rank = ({ phrase, score, tier }) => (phrase ? 10 - tier + 0.9 * score : 5.5 * score * worth(tier));

  //** @param {number} tier */
  const worth = (tier) => WORTH[Math.min(Math.floor(tier), WORTH.length - 1)];

  // Of a phrase, by where it stands and how much of a field it is.
  //** @type {Parts["phraseScore"]} */
  function phraseScore({ fields }, ranges, language) {
    let sum = 0;
    fields.forEach((field, at) => {
      if (!ranges[at].length) return;
      const [start, end] = ranges[at][0];
      const { length } = language === "en" ? field.en : field.zh.text;
      const close = Math.min(1, (end - start) / length);
      const often = Math.log2(ranges[at].length);
      sum += field.weight * (field.weight === 1 ? 1 + 0.15 * often + 0.2 * close : 0.5 + 0.5 * close);
    });
    return sum / (sum + 2);
  }

  // Of a part by its places: the more of its words a document has, and the more prominent they
  // are, the better. Without prominence: how sure it is that the document speaks of the part.
  //** @type {Parts["bagScore"]} */
  function bagScore(places, prominently = true) {
    //** @type {Map<string, { worth: number, weight: number }>} */
    const said = new Map();
    for (const { stem, worth, weight } of places) {
      const one = said.get(stem);
      said.set(stem, { worth: Math.max(worth, one?.worth ?? 0), weight: weight + (one?.weight ?? 0) });
    }
    let doubt = 1;
    for (const { worth, weight } of said.values()) doubt *= 1 - worth * (prominently ? weight / (weight + 1) : 1);
    return 1 - doubt;
  }

  // Of parts by their places: how much of the query there is, how close together, how prominent.
  //** @type {Parts["scatteredScore"]} */
  function scatteredScore(parts, weights) {
    const total = weights.reduce((a, b) => a + b) || 1;
    let [covered, prominent] = [0, 0];
    parts.forEach((places, at) => {
      covered += (weights[at] / total) * bagScore(places, false);
      prominent += (weights[at] / total) * bagScore(places);
    });
    const present = parts.filter(({ length }) => length);
    const near = nearness(present) * (present.length / parts.length);
    return covered ** 2 * (0.35 + 0.3 * near) + 0.35 * covered * prominent;
  }

  // 1 if the parts stand side by side, less the further apart; 0 if no field has them all.
  //** @param {Place[][]} parts */
  function nearness(parts) {
    const all = parts.flatMap((places, part) => places.map(({ at, field }) => ({ at, field, part })));
    all.sort((a, b) => a.at - b.at);
    const last = parts.map(() => ({ at: -1, field: -1 }));
    let best = 0;
    for (const { at, field, part } of all) {
      last[part] = { at, field };
      if (last.every((one) => one.field === field))
        best = Math.max(best, parts.length / (at - Math.min(...last.map((one) => one.at)) + 1));
    }
    return Math.min(1, best);
  }

  Object.assign(self.PlanbookSearch, { TIER, rank, phraseScore, bagScore, scatteredScore });
})();
