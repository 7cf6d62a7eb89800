// The page's content as it was served. When a browser translates the page, cards go on showing and
// copying the edition's own words.
const planbookServed = document.querySelector(".md-content").cloneNode(true);
