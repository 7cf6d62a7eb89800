// A map that is wider than the screen opens on the district, which stands amid other places and water.
for (const region of document.querySelectorAll(".pb-scroll:has(#places-map)")) {
  const place = region.querySelector("polygon.pic-ground")?.getBoundingClientRect();
  const seen = region.getBoundingClientRect();
  if (place) region.scrollLeft += place.left + place.width / 2 - seen.left - seen.width / 2;
}
