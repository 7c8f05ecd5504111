// Words are selected in the text, by mouse, finger or keyboard, and taken into the form beside it.
//
// With the focus on the text: up and down go from stretch to stretch, left and right from word to word; with Shift the
// selection grows or shrinks by a word, with Alt by a character. Enter takes it into the form, Escape leads back.
import { nodes, offsets, wordsAt } from "./offsets.js";

const form = document.querySelector("form.mark");
const reading = document.querySelector(".marking .reading");
const blocks = [...document.querySelectorAll("[data-text]")];
const chosen = document.getElementById("chosen");
const say = { words: chosen?.dataset.words ?? "", two: chosen?.dataset.two ?? "" };

// The words of a stretch, and the borders of its characters, by their places in code units.
const textOf = (block) => [...nodes(block)].map((node) => node.data).join("");
const parts = (block, granularity) => [
  ...new Intl.Segmenter(block.closest("[lang]").lang || "en", { granularity }).segment(textOf(block)),
];
const wordsOf = (block) =>
  parts(block, "word")
    .filter((part) => part.isWordLike)
    .map((part) => [part.index, part.index + part.segment.length]);
const bordersOf = (block) => parts(block, "grapheme").map((part) => part.index + part.segment.length);

const place = (range, block, at, end) => {
  for (const node of nodes(block)) {
    if (at < node.length || (end && at === node.length)) return range[end ? "setEnd" : "setStart"](node, at);
    at -= node.length;
  }
};

// What is selected by keyboard: a block, and two places in it; `from` stays where the selection began.
let at = null;

const select = () => {
  const range = document.createRange();
  place(range, at.block, Math.min(at.from[0], at.to[0]), false);
  place(range, at.block, Math.max(at.from[1], at.to[1]), true);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  chosen.textContent = `${say.words} ${offsets(range).flatMap(wordsAt).join(" ")}`;
};

const start = (block, last = false) => {
  const words = wordsOf(block);
  const word = (last ? words.at(-1) : words[0]) ?? [0, textOf(block).length];
  at = { block, from: word, to: word };
  block.scrollIntoView({ block: "nearest" });
  select();
};

const step = (forward, extend) => {
  const words = wordsOf(at.block);
  const now = words.findIndex(([first, end]) => end > at.to[0] && first < at.to[1]);
  const next = words[now + (forward ? 1 : -1)];
  if (next) {
    at.to = next;
    if (!extend) at.from = next;
    select();
  } else if (!extend) {
    const other = blocks[blocks.indexOf(at.block) + (forward ? 1 : -1)];
    if (other) start(other, !forward);
  }
};

// One character more, or less, at the end that moves.
const nudge = (forward) => {
  const borders = bordersOf(at.block);
  const ahead = at.to[0] >= at.from[0];
  const edge = ahead ? at.to[1] : at.to[0];
  const next = forward ? borders.find((border) => border > edge) : borders.findLast((border) => border < edge);
  if (next === undefined) return;
  const moved = ahead ? [Math.min(at.to[0], next), next] : [next, Math.max(at.to[1], next)];
  if (moved[0] === moved[1]) return;
  if (ahead && at.to === at.from) at.from = [at.from[0], at.from[0]];
  if (ahead ? next > at.from[0] : next < at.from[1]) {
    at.to = moved;
    select();
  }
};

// What is selected goes into the form.
const take = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return false;
  const range = selection.getRangeAt(0);
  const found = offsets(range);
  if (found.length > 1) chosen.textContent = say.two;
  if (found.length !== 1) return false;
  const [spot] = found;
  // Blanks at either end are no part of what is said; they are one code point each.
  const words = wordsAt(spot);
  spot.start += words[0].length - words[0].trimStart().length;
  spot.end -= words.at(-1).length - words.at(-1).trimEnd().length;
  if (spot.start >= spot.end) return false;
  form.elements.quote.value = words.join("\n\n").trim();
  // Between two stretches the page does not show what stands there: then only the places are sent.
  form.elements.exact.value = words.length === 1 ? words[0].trim() : "";
  const spots = form.querySelector(".spots");
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name: "spot", value: `${spot.text}:${spot.start}:${spot.end}` });
  spots.replaceChildren(input);
  form.classList.remove("waits");
  form.closest(".panel").classList.add("taken");
  return true;
};

if (form && blocks.length) {
  if (!form.querySelector("[name=spot], .errorlist")) form.classList.add("waits");
  reading.tabIndex = 0;
  // Another quote is another place.
  form.elements.quote.addEventListener("input", () => {
    form.elements.exact.value = "";
    form.querySelector(".spots").replaceChildren();
  });
  document.addEventListener("pointerup", (event) => {
    at = null;
    if (!event.target.closest?.(".panel")) setTimeout(take);
  });
  reading.addEventListener("focus", () => {
    if (!at && reading.matches(":focus-visible")) start(blocks[0]);
    else if (at) select();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !at || event.defaultPrevented) return;
    reading.focus();
    event.preventDefault();
  });
  reading.addEventListener("keydown", (event) => {
    if (event.target !== reading || event.ctrlKey || event.metaKey) return;
    if (!at) start(blocks[0]);
    const forward = getComputedStyle(at.block).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key === "Enter") {
      if (take()) form.querySelector(".field-statement :is([role=combobox], select)").focus();
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      if (event.altKey) nudge(event.key === forward);
      else step(event.key === forward, event.shiftKey);
    } else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && !event.shiftKey) {
      const other = blocks[blocks.indexOf(at.block) + (event.key === "ArrowDown" ? 1 : -1)];
      if (other) start(other);
    } else return;
    event.preventDefault();
  });
}
