// The language switch keeps the passage: the anchor of the address goes along.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".pb-languages a");
  if (link) link.hash = location.hash;
});
