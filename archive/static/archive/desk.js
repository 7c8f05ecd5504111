// After a correction is added or removed the page stays where it was.
const key = `desk ${location.pathname}`;
const kept = sessionStorage.getItem(key);
sessionStorage.removeItem(key);
if (kept !== null) addEventListener("load", () => scrollTo(0, Number(kept)));

document.querySelector(".desk-form")?.addEventListener("submit", (event) => {
  const pressed = event.submitter;
  if (pressed?.value === "add" || pressed?.name === "remove") sessionStorage.setItem(key, String(scrollY));
});
