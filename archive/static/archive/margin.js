// Brings each note in the margin down to the line of its first mark, as far as the notes above leave it room.
// Without this module a note stands at the top of its paragraph.

const notes = [...document.querySelectorAll(".passage > .note")];

const align = () => {
  for (const note of notes) note.style.removeProperty("margin-block-start");
  for (const note of notes) {
    if (getComputedStyle(note).float === "none") continue;
    const line = note.parentElement.querySelector(`[aria-details~="${note.id}"]`)?.getClientRects()[0];
    const down = line ? line.top - note.getBoundingClientRect().top : 0;
    if (down > 0) note.style.setProperty("margin-block-start", `${Math.floor(down)}px`);
  }
};

align();
addEventListener("resize", align);
document.fonts.ready.then(align);
document.addEventListener("toggle", align, true);
