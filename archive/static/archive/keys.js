// Work by keyboard. The sheet of the page says which keys there are and what each does; here is only how.
//
// Single keys act nowhere but outside of fields, without a modifier, and only as long as the sheet says so.
const sheet = document.getElementById("keys");
const ITEM = ".item, .marking .number";
const items = [...document.querySelectorAll(ITEM)];
const FIELD = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])";
const OFF = "archive.keys.off";

// What an act presses or goes into: what bears its name, a field of it, or what stands for the field on the page.
const named = (act) => document.querySelector(`[data-go~="${act}"]`) ?? document.querySelector(`[name="${act}"]`);
const inside = (found) =>
  found.matches("a, button, input, select, textarea, [tabindex]")
    ? found
    : found.querySelector("input:not([type=hidden]), select, textarea");
const drawn = (field) => (field.matches(".select2-hidden-accessible") ? field.parentElement.querySelector("[role=combobox]") : field);

const press = (act) => {
  const found = named(act) && inside(named(act));
  if (!found) return false;
  const reason = found.form?.elements.reason;
  if (!found.matches("a, button")) drawn(found)?.focus();
  else if (found.matches(".asks") && reason && !reason.value.trim()) reason.focus();
  else found.click();
  return true;
};

// In a list from one to the next; where there is none, to the page of the next one.
let at = -1;
const move = (act, by) => {
  if (!items.length) return press(act);
  at = Math.min(Math.max(at + by, 0), items.length - 1);
  const item = items[at];
  (item.matches("a") ? item : (item.querySelector("a.open") ?? item.querySelector("a, input"))).focus();
  item.scrollIntoView({ block: "center" });
  return true;
};
for (const [number, item] of items.entries()) item.addEventListener("focusin", () => (at = number));

const unmask = () => {
  const all = [...(items[at] ?? document).querySelectorAll("details.masked")];
  const open = all.some((each) => !each.open);
  for (const each of all) each.open = open;
  return true;
};

const choose = () => {
  const box = items[at]?.querySelector("[type=checkbox]");
  box?.click();
  return Boolean(box);
};

// A key that names a move or a rule chooses it in the form.
const form = document.querySelector("form.decide");
const offered = (name) => form?.querySelector(`[name="move"][value="${CSS.escape(name)}"]`);
const decide = ({ move: name, rule }) => {
  if (rule) {
    form.elements.rule.value = rule;
    form.elements.reason.focus();
    return true;
  }
  const button = offered(name);
  button.checked = true;
  button.focus();
  button.scrollIntoView({ block: "nearest" });
  return true;
};

const ACTS = {
  next: () => move("next", 1),
  previous: () => move("previous", -1),
  open: () => false,
  choose,
  unmask,
  sheet: () => (sheet.showModal(), true),
};

// What has to be there for an act that presses nothing; what is not, is not on the sheet.
const NEEDS = {
  open: ITEM,
  choose: ".item [type=checkbox]",
  unmask: "details.masked",
  leave: FIELD,
  sheet: "#keys",
  ...Object.fromEntries(["stretch", "word", "longer", "finer", "take", "back"].map((act) => [act, "form.mark"])),
};
const moves = (act) => (act === "next" || act === "previous") && items.length;
const there = ({ act, move: name, rule }) =>
  act ? moves(act) || (NEEDS[act] ? document.querySelector(NEEDS[act]) : named(act)) : rule ? form : offered(name);

const busy = (event) =>
  event.ctrlKey || event.altKey || event.metaKey || event.isComposing || sheet.open || event.target.closest(FIELD);

if (sheet) {
  for (const listed of sheet.querySelectorAll("[data-key]")) listed.hidden = !there(listed.dataset);
  const on = sheet.querySelector(".on");
  on.checked = localStorage.getItem(OFF) === null;
  on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  for (const button of document.querySelectorAll("button.sheet")) {
    button.hidden = false;
    button.addEventListener("click", () => sheet.showModal());
  }
  document.addEventListener("keydown", (event) => {
    const field = document.activeElement?.closest("form") && document.activeElement;
    if (event.key === "Escape" && !event.defaultPrevented && !sheet.open) field?.blur?.();
    if (event.defaultPrevented || busy(event) || !on.checked || event.key.length > 1) return;
    const listed = sheet.querySelector(`[data-key="${CSS.escape(event.key)}"]:not([hidden])`);
    if (!listed) return;
    const { act } = listed.dataset;
    if (act ? (ACTS[act] ?? (() => press(act)))() : decide(listed.dataset)) event.preventDefault();
  });
}
