// Where a range of the page lies in the archived texts, in code points.
//
// It relies on two attributes:
//   data-text="KEY" data-start="N"   on each element that shows a stretch of a text: KEY names the text, N is the
//                                    position of the element's first word in it. All its characters are the text's,
//                                    to the letter; such elements don't lie in each other.
//   data-apart                       on what stands inside and is no part of the text: numbers of marks, notes.
//
// offsets(range) -> [{text, start, end}, …], one for each text in which the range covers something, in the order of
// the page. Positions are half-open. A text between whose stretches nothing is shown (a blank line) is covered from the
// first to the last. A boundary inside a character that takes two code units takes the whole of it.

const PAIRS = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

const length = (words) => words.length - (words.match(PAIRS)?.length ?? 0);

// The text nodes of a stretch, without what stands apart.
export function* nodes(stretch) {
  const reject = (node) => node.nodeType === Node.ELEMENT_NODE && node.hasAttribute("data-apart");
  const walker = document.createTreeWalker(stretch, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    reject(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  while (walker.nextNode()) if (walker.currentNode.nodeType === Node.TEXT_NODE) yield walker.currentNode;
}

// How many code points of a stretch lie before the place (container, at); `up` takes in a character that it parts.
const before = (stretch, container, at, up) => {
  const place = document.createRange();
  place.setStart(container, at);
  let found = 0;
  for (const node of nodes(stretch)) {
    if (node === container) {
      const parted = /[\uD800-\uDBFF]$/.test(node.data.slice(0, at)) && /^[\uDC00-\uDFFF]/.test(node.data.slice(at));
      return found + length(node.data.slice(0, at)) - (parted && !up ? 1 : 0);
    }
    if (place.comparePoint(node, 0) > 0) break;
    found += length(node.data);
  }
  return found;
};

export const offsets = (range) => {
  const found = new Map();
  for (const stretch of document.querySelectorAll("[data-text]")) {
    if (!range.intersectsNode(stretch)) continue;
    const first = Number(stretch.dataset.start);
    const start = first + before(stretch, range.startContainer, range.startOffset, false);
    const end = first + before(stretch, range.endContainer, range.endOffset, true);
    if (start >= end) continue;
    const known = found.get(stretch.dataset.text);
    if (known) known.end = end;
    else found.set(stretch.dataset.text, { text: stretch.dataset.text, start, end });
  }
  return [...found.values()];
};

// The words that the page shows of text[start:end], one string for each stretch that has some of them.
export const wordsAt = ({ text, start, end }) => {
  const found = [];
  for (const stretch of document.querySelectorAll(`[data-text="${CSS.escape(text)}"]`)) {
    const first = Number(stretch.dataset.start);
    const points = [...[...nodes(stretch)].map((node) => node.data).join("")];
    const words = points.slice(Math.max(start - first, 0), Math.max(end - first, 0)).join("");
    if (words) found.push(words);
  }
  return found;
};
