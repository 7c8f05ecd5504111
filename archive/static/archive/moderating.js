// The queue of the moderators by keyboard. The sheet of keys on the page says what each does; here is only how.
//
// Single keys act nowhere but outside of fields, without a modifier, and only as long as the sheet says so.
const sheet = document.getElementById("keys");
const form = document.querySelector("form.decide");
const items = [...document.querySelectorAll(".item")];
const OFF = "archive.keys.off";

const go = (name) => document.querySelector(`[data-go="${name}"]`)?.click();

// In the list j and k lead from comment to comment, on a comment's own page to the next one.
let at = -1;
const move = (by) => {
  if (!items.length) return go(by > 0 ? "next" : "previous");
  at = Math.min(Math.max(at + by, 0), items.length - 1);
  const link = items[at].querySelector("a.open");
  link.focus();
  link.scrollIntoView({ block: "center" });
};
for (const [number, item] of items.entries()) item.addEventListener("focusin", () => (at = number));

const masks = () => [...(items[at] ?? document).querySelectorAll("details.masked")];
const unmask = () => {
  const all = masks();
  const open = all.some((each) => !each.open);
  for (const each of all) each.open = open;
};

const reason = () => form?.elements.reason.focus();
const focus = (selector) => document.querySelector(selector)?.focus();

// A key of the sheet that names a move or a rule chooses it in the form.
const choose = (key) => {
  const found = sheet.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found || !form) return false;
  const { move: name, rule } = found.dataset;
  if (rule) {
    form.elements.rule.value = rule;
    reason();
    return true;
  }
  const button = form.querySelector(`[name="move"][value="${CSS.escape(name)}"]`);
  if (!button) return false;
  button.checked = true;
  button.focus();
  button.scrollIntoView({ block: "nearest" });
  return true;
};

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  m: unmask,
  q: () => go("list"),
  c: () => go("claim"),
  n: () => focus("[name=note]"),
  i: reason,
  u: () => go("undo"),
  x: () => items[at]?.querySelector("[name=rows]")?.click(),
  d: () => go("bulk"),
  "?": () => sheet.showModal(),
};

const busy = (event) =>
  event.ctrlKey ||
  event.altKey ||
  event.metaKey ||
  event.isComposing ||
  sheet.open ||
  event.target.closest("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");

if (sheet) {
  const on = sheet.querySelector(".on");
  on.checked = localStorage.getItem(OFF) === null;
  on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  for (const button of document.querySelectorAll("button.sheet")) {
    button.hidden = false;
    button.addEventListener("click", () => sheet.showModal());
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement?.closest("form") && !sheet.open) document.activeElement.blur();
    if (busy(event) || !on.checked) return;
    const act = KEYS[event.key];
    if (act) act();
    else if (!choose(event.key)) return;
    event.preventDefault();
  });
}
