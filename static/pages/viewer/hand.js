// What a pressed pointer does on the stage: it moves the pages, or draws a box on one of them.
import { boxOf, lineAt, unturn } from "./geometry.js";

const DRAG = 5;  // pixels: less is a click

function follow(stage, event, move, done) {
  const watch = new AbortController();
  const { signal } = watch;
  stage.setPointerCapture(event.pointerId);
  stage.addEventListener("pointermove", move, { signal });
  for (const end of ["pointerup", "pointercancel"]) {
    stage.addEventListener(end, (last) => { watch.abort(); done(last); }, { signal });
  }
}

export function movePages(stage, event) {
  const { scrollLeft, scrollTop } = stage;
  stage.classList.add("is-moving");
  follow(stage, event, (now) => {
    stage.scrollLeft = scrollLeft - (now.clientX - event.clientX);
    stage.scrollTop = scrollTop - (now.clientY - event.clientY);
  }, () => stage.classList.remove("is-moving"));
}

// drawn(box) gets what was drawn, or the box of the line that was clicked; undefined where no line stands there.
export function drawBox(stage, event, sheet, drawn) {
  event.preventDefault();
  const band = document.createElement("div");
  band.className = "viewer-band";
  const place = (at) => unturn(sheet.point(at), sheet.turn);
  const start = place(event);
  follow(stage, event, (now) => sheet.put(band, boxOf(start, place(now))), (end) => {
    band.remove();
    if (end.type === "pointercancel") return;
    const moved = Math.hypot(end.clientX - event.clientX, end.clientY - event.clientY);
    drawn(moved < DRAG ? lineAt(sheet.page.lines, start)?.box : boxOf(start, place(end)));
  });
}
