"""What a page has to be for everybody: what axe finds, and what it can't see."""

from collections.abc import Callable, Iterable, Iterator

from playwright.sync_api import Page

from archive.rules.languages import carried
from tests.journeys.browser import looks

Axe = Callable[..., list[str]]

# 400% of a window of 1280 pixels.
ZOOMED = {"width": 320, "height": 640}

PLAIN_FAULTS = """() => {
  const faults = [], root = document.documentElement;
  const seen = (each) => each.checkVisibility() && each.getClientRects().length;
  if (root.scrollWidth > root.clientWidth) faults.push(`${root.scrollWidth - root.clientWidth} px too wide`);
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen).map((each) => +each.tagName[1]);
  if (levels.filter((level) => level === 1).length !== 1) faults.push(`headings: ${levels}`);
  if (levels.some((level, at) => level > (at ? levels[at - 1] : 0) + 1)) faults.push(`a level is left out: ${levels}`);
  for (const each of document.querySelectorAll("body *")) {
    const style = getComputedStyle(each);
    const moves = parseFloat(style.transitionDuration) > 0.01 || style.animationName !== "none";
    if (moves) { faults.push(`moves: ${each.outerHTML.slice(0, 120)}`); break; }
  }
  return faults;
}"""
# Of elements that are alike the first is looked at.
UNSEEN_FOCUS = """() => {
  const faults = [], looked = new Set();
  const look = (each) => [each, ...each.querySelectorAll("*")].map((one) => {
    const style = getComputedStyle(one);
    return [style.borderColor, style.backgroundColor, style.stroke, style.textDecorationLine].join();
  }).join("|");
  for (const each of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
    const kind = [each, each.parentElement, each.parentElement?.parentElement].map(
      (one) => `${one?.tagName}.${one?.getAttribute("class")}.${one?.type ?? ""}`).join();
    if (looked.has(kind) || each.disabled || !each.checkVisibility({visibilityProperty: true})) continue;
    looked.add(kind);
    document.activeElement?.blur();
    const before = look(each);
    each.focus({focusVisible: true});
    if (document.activeElement !== each) continue;
    const style = getComputedStyle(each);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    if (!outlined && before === look(each)) faults.push(`focus is not seen: ${each.outerHTML.slice(0, 160)}`);
  }
  return faults;
}"""
SKIPS = """() => {
  const first = document.querySelector("a[href], button, input, select, textarea, summary");
  first.focus();
  const box = first.getBoundingClientRect();
  const there = first.getAttribute("href")?.startsWith("#") && document.querySelector(first.getAttribute("href"));
  return Boolean(there) && box.width > 20 && box.height > 20 && box.top >= 0 && box.bottom <= innerHeight;
}"""


def faults(page: Page, addresses: Iterable[str], axe: Axe) -> Iterator[str]:
    """What is wrong with each of the pages, if anything is: in both directions, light and dark, wide and narrow."""
    for address in addresses:
        for direction in ("ltr", "rtl"):
            page.emulate_media(forced_colors="none", reduced_motion="no-preference")
            page.goto(carried(address, "he") if direction == "rtl" else address)
            assert page.evaluate("document.documentElement.dir") == direction
            for look in looks(page):
                found = axe(page, recoloured=look.startswith("dark"))
                yield from (f"{address} {direction} {look} {violation}" for violation in found)
            page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
            page.emulate_media(forced_colors="active", reduced_motion="reduce")
            yield from (f"{address} {direction} {fault}" for fault in page.evaluate(PLAIN_FAULTS))
        if not page.evaluate(SKIPS):
            yield f"{address}: the first key leads to no link over the head of the page"
        yield from (f"{address} {fault}" for fault in page.evaluate(UNSEEN_FOCUS))
